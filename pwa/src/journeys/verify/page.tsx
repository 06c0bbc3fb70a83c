import './page.css'
import { useState } from 'preact/hooks'
import { Viewfinder } from '../../camera/viewfinder'
import { PhotoButton } from '../../camera/photo-button'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Viewfinder as ViewfinderIcon } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { Facts } from './facts'
import { type Inspection, useInspection } from './inspection'
import type { Verdict } from './model'
import { Outcome } from './outcome'
import { PersonCheck } from './person'

/** The inspector's page: is this receipt genuine, and whose is it? Judging needs no network. */
export default function Verify() {
  const inspection = useInspection()
  return (
    <Page title={t('verify.title')} back={{ href: '/', label: t('app.home') }}>
      <Stage inspection={inspection} />
    </Page>
  )
}

function Stage({ inspection }: { inspection: Inspection }) {
  const { stage } = inspection
  switch (stage.kind) {
    case 'ready':
      return <Ready inspection={inspection} />
    case 'scanning':
      return <Scanning inspection={inspection} astray={stage.astray} />
    case 'checking':
      return <p role="status">{t('verify.checking')}</p>
    case 'judged':
      return <Judged inspection={inspection} verdict={stage.verdict} />
  }
}

function Judged({ inspection, verdict }: { inspection: Inspection; verdict: Verdict }) {
  const [looking, setLooking] = useState(false)
  return (
    <>
      <Outcome verdict={verdict} />
      {'receipt' in verdict && (
        <>
          <Facts receipt={verdict.receipt} />
          <PersonCheck key={verdict.receipt.number} receipt={verdict.receipt} onLooking={setLooking} />
        </>
      )}
      {/* Nothing may cover the camera's picture. */}
      {!looking && (
        <div class="actions">
          {verdict.kind === 'unknown_key' && (
            <Button kind="primary" onPress={inspection.retry}>
              {t('verify.retry')}
            </Button>
          )}
          <Button icon={<ViewfinderIcon />} onPress={inspection.scan}>
            {t('verify.again')}
          </Button>
        </div>
      )}
    </>
  )
}

function Ready({ inspection }: { inspection: Inspection }) {
  const { keys, scan, take } = inspection
  return (
    <>
      <p>{t('verify.intro')}</p>
      {keys && keys.list.length > 0 && (
        <Notice tone="plain" live>
          {t('verify.keys.ready', { host: location.host })}
        </Notice>
      )}
      {keys && keys.list.length === 0 && (
        <Notice tone="wait" live>
          {t('verify.keys.none', { host: location.host })}
        </Notice>
      )}
      <div class="actions">
        <PhotoButton onTexts={take} />
        <Button kind="primary" icon={<ViewfinderIcon />} onPress={scan}>
          {t('verify.scan')}
        </Button>
      </div>
    </>
  )
}

function Scanning({ inspection, astray }: { inspection: Inspection; astray: boolean }) {
  return (
    <>
      <Viewfinder onText={(text) => inspection.take([text])} />
      {astray && (
        <Notice tone="wait" title={t('verify.not_receipt.title')} live>
          {t('verify.not_receipt.text')}
        </Notice>
      )}
      <div class="actions">
        <PhotoButton onTexts={inspection.take} />
        <Button onPress={inspection.stop}>{t('verify.stop')}</Button>
      </div>
    </>
  )
}
