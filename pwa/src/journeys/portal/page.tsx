import './page.css'
import { useEffect } from 'preact/hooks'
import { refreshMe } from '../../api/account'
import { forgetDevice } from '../../api/notices'
import { me, signOut } from '../../api/session'
import { t } from '../../i18n'
import { navigate } from '../../router'
import { Button, LinkButton } from '../../ui/button'
import { Building, Calendar, Change, Leave, List, People, Person } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { type Tile, tilesOf } from './model'

const icons: Record<Tile['name'], () => preact.JSX.Element> = {
  work: Calendar,
  places: Building,
  presences: List,
  users: People,
  hooks: Change,
  me: Person,
}

/** Whoever signs out is no longer told things on this device. */
async function leave(): Promise<void> {
  await forgetDevice().catch(() => undefined)
  await signOut()
  navigate('/', 'replace')
}

/** The start page of who is signed in. */
export default function Portal() {
  const user = me.value
  useEffect(() => void (user && refreshMe()), [])
  useEffect(() => {
    if (!user) navigate('/in?to=/portal', 'replace')
  }, [user])
  if (!user) return <Page title={t('signin.title')}>{null}</Page>
  return (
    <Page title={user.company.name} back={{ href: '/', label: t('app.home') }} wide>
      <p>{t('portal.user', { name: user.name })}</p>
      {!user.company.confirmed && (
        <Notice tone="wait" title={t('portal.unconfirmed.title')}>
          <p>{t('portal.unconfirmed.text')}</p>
        </Notice>
      )}
      <nav class="portal-tiles">
        {tilesOf(user).map(({ name, href }) => {
          const Icon = icons[name]
          return (
            <LinkButton key={name} href={href} icon={<Icon />}>
              {t(`portal.${name}`)}
            </LinkButton>
          )
        })}
      </nav>
      <Button icon={<Leave />} onPress={() => void leave()}>
        {t('portal.leave')}
      </Button>
    </Page>
  )
}
