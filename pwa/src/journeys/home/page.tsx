import './page.css'
import { useEffect } from 'preact/hooks'
import { today } from '../../api/clock'
import { me } from '../../api/session'
import { warmUp } from '../../camera/reader'
import { formatDay, t } from '../../i18n'
import { begin, forUser } from '../../offline/draft'
import { coverage, remembered, type ReadLimosa } from '../../offline/limosa'
import { LinkButton } from '../../ui/button'
import { allowSound } from '../../ui/feedback'
import { Building, Calendar, Document, Globe, Keyboard, People, Shield, Viewfinder } from '../../ui/icons'
import { Page } from '../../ui/page'
import { Today } from './today'

/** Home: how today stands, and one big button. */
export default function Home() {
  useEffect(prepare, [])
  const limosa = remembered.value
  return (
    <Page title={t('home.title')}>
      <Today />
      {limosa && <Remembered limosa={limosa} />}
      <div class="home-do">
        <p class="home-hint">{t(limosa || forUser({}, me.value) ? 'home.scan.poster' : 'home.scan.both')}</p>
        <a class="home-scan" href="/scan" onClick={allowSound}>
          <Viewfinder />
          {t('home.scan')}
        </a>
        {forUser({}, me.value) && (
          <LinkButton href="/work" icon={<People />}>
            {t('work.same')}
          </LinkButton>
        )}
        <nav class="home-more">
          <LinkButton href="/days" icon={<Calendar />}>
            {t('home.days')}
          </LinkButton>
          <LinkButton href="/type" icon={<Keyboard />}>
            {t('home.type')}
          </LinkButton>
          <LinkButton href="/settings" icon={<Globe />}>
            {t('home.settings')}
          </LinkButton>
          <LinkButton href="/r" icon={<Shield />}>
            {t('home.inspect')}
          </LinkButton>
          <LinkButton href={me.value ? '/portal' : '/in'} icon={<Building />}>
            {me.value ? t('home.portal.in', { name: me.value.company.name }) : t('home.portal')}
          </LinkButton>
        </nav>
      </div>
    </Page>
  )
}

/** Begins anew, and fetches what scanning needs once the page is painted. */
function prepare() {
  begin()
  const timer = setTimeout(() => void warmUp(), 1500)
  return () => clearTimeout(timer)
}

function Remembered({ limosa }: { limosa: ReadLimosa }) {
  const ended = coverage(limosa, today()) === 'ended'
  return (
    <p class="home-limosa">
      <Document />
      <span>
        {limosa.name ? t('home.limosa', { name: limosa.name }) : t('home.limosa.nameless')}
        {limosa.to && (
          <>
            <br />
            <span class={ended ? 'home-limosa-ended' : undefined}>
              {t(ended ? 'home.limosa.ended' : 'home.limosa.until', { day: formatDay(limosa.to, 'date') })}
            </span>
          </>
        )}
      </span>
    </p>
  )
}
