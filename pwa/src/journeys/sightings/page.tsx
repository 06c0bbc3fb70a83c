import './page.css'
import { useState } from 'preact/hooks'
import { addSighting, type Sighting } from '../../api/workplaces'
import type { Reply } from '../../api/reply'
import { PhotoButton } from '../../camera/photo-button'
import { Viewfinder } from '../../camera/viewfinder'
import { t } from '../../i18n'
import { numberOfReceipt } from '../../numbers/receipt-number'
import type { PageProps } from '../../router'
import { LinkButton } from '../../ui/button'
import { feel } from '../../ui/feedback'
import { Trouble } from '../../refusal/trouble'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'

/** What the last code came to. */
type Last = { kind: 'none' } | { kind: 'astray' } | { kind: 'told'; reply: Reply<Sighting> }

/** At the gate: the receipt on a worker's phone is scanned, and they count as seen. */
export default function Sightings({ param: number }: PageProps) {
  const [last, setLast] = useState<Last>({ kind: 'none' })
  const [scanned] = useState(() => new Set<string>())
  const take = async (text: string) => {
    const receipt = numberOfReceipt(text)
    if (!receipt) return setLast({ kind: 'astray' })
    // The camera reads the same code many times a second.
    if (scanned.has(receipt)) return
    scanned.add(receipt)
    const reply = await addSighting(number, { receipt })
    if (reply.kind !== 'ok') scanned.delete(receipt)
    setLast({ kind: 'told', reply })
    feel(reply.kind === 'ok' ? 'good' : 'bad')
  }
  return (
    <Page title={t('board.seen.scan')} back={{ href: `/board/${number}`, label: t('app.back') }}>
      <p>{t('board.seen.text')}</p>
      <Viewfinder onText={(text) => void take(text)} />
      {last.kind === 'astray' && (
        <Notice tone="wait" title={t('verify.not_receipt.title')} live>
          {t('verify.not_receipt.text')}
        </Notice>
      )}
      {last.kind === 'told' && last.reply.kind === 'ok' && (
        <Notice tone="good" title={last.reply.value.name || t('board.seen.done')} live>
          {t('board.seen.done')}
        </Notice>
      )}
      {last.kind === 'told' && <Trouble reply={last.reply} />}
      <div class="actions">
        <PhotoButton onTexts={(texts) => texts.forEach((text) => void take(text))} />
        <LinkButton href={`/board/${number}`}>{t('board.title')}</LinkButton>
      </div>
    </Page>
  )
}
