import { t } from '../../i18n'
import { LinkButton } from '../../ui/button'
import { Viewfinder } from '../../ui/icons'
import { House } from '../../ui/more-icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'

/** An address that leads nowhere: said so, and where to go from here. */
export default function Nowhere() {
  return (
    <Page title={t('nowhere.title')} back={{ href: '/', label: t('app.home') }}>
      <Notice tone="wait">
        <p>{t('nowhere.text')}</p>
      </Notice>
      <div class="actions">
        <LinkButton href="/" icon={<House />}>
          {t('app.home')}
        </LinkButton>
        <LinkButton kind="primary" href="/scan" icon={<Viewfinder />}>
          {t('home.scan')}
        </LinkButton>
      </div>
    </Page>
  )
}
