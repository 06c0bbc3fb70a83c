import './page.css'
import { useEffect } from 'preact/hooks'
import { refreshMe } from '../../api/account'
import { forgetDevice } from '../../api/notices'
import { me, signOut } from '../../api/session'
import { t } from '../../i18n'
import { navigate } from '../../router'
import { Button } from '../../ui/button'
import { Building, Calendar, Change, People, Person, Save } from '../../ui/icons'
import { Leave, List } from '../../ui/more-icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { watches, type Way, waysOf } from './model'
import { Workplaces } from './workplaces'

const icons: Record<Way['name'], () => preact.JSX.Element> = {
  work: Calendar,
  places: Building,
  import: Save,
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

/** The start page of who is signed in: the company's workplaces in numbers, and the ways from here. */
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
      {watches(user) && <Workplaces user={user} />}
      <nav class="portal-ways" aria-label={t('portal.title')}>
        {waysOf(user).map(({ name, href }) => {
          const Icon = icons[name]
          return (
            <a key={name} class="portal-way" href={href}>
              <Icon />
              <span>{t(name === 'import' ? 'places.import' : `portal.${name}`)}</span>
            </a>
          )
        })}
      </nav>
      <Button icon={<Leave />} onPress={() => void leave()}>
        {t('portal.leave')}
      </Button>
    </Page>
  )
}
