import { useState } from 'preact/hooks'
import { formatDay, formatTime, language, languages, t } from '../../i18n'
import { groupReceiptNumber } from '../../numbers'
import type { InOrder, PresenceRecord } from '../../offline/presence-record'
import { said } from '../../outcomes/direction'
import { Button } from '../../ui/button'
import { Person, Printer, Save, Share } from '../../ui/icons'
import { Qr } from '../../ui/qr'
import { doubleOf, isSimulation, provingLink, receiptLink, toneOf, verdictOf } from './model'

/**
 * The receipt's code for an inspector, and ways to keep it. Whose it is can be
 * seen from the code only after a tap, and is in no picture.
 */
export function Keep({ record }: { record: PresenceRecord }) {
  const [proving, setProving] = useState(false)
  const link = receiptLink(location.origin, record)
  const proof = provingLink(location.origin, record)
  if (record.state !== 'registered' || !link) return null
  return (
    <>
      <figure class={proving ? 'receipt-qr receipt-proof' : 'receipt-qr'}>
        <Qr text={(proving && proof) || link} label={t('receipt.qr')} />
        <figcaption>
          <span role="status">{t(proving ? 'receipt.proof.text' : 'receipt.qr.text')}</span>
        </figcaption>
      </figure>
      {proof && (
        <Button icon={<Person />} onPress={() => setProving(!proving)}>
          {t(proving ? 'receipt.proof.hide' : 'receipt.proof.show')}
        </Button>
      )}
      <div class="button-row">
        <Button icon={<Save />} onPress={() => void saveReceipt(record, link)}>
          {t('receipt.save')}
        </Button>
        <Button icon={<Printer />} onPress={() => print()}>
          {t('receipt.print')}
        </Button>
        {'share' in navigator && (
          <Button icon={<Share />} onPress={() => void shareReceipt(record, link)}>
            {t('receipt.share')}
          </Button>
        )}
      </div>
    </>
  )
}

const nameOf = (record: InOrder) => `receipt-${record.receiptNumber}.png`

async function saveReceipt(record: InOrder, link: string): Promise<void> {
  const picture = await draw(record, link)
  if (picture) (await import('./picture')).save(picture, nameOf(record))
}

async function shareReceipt(record: InOrder, link: string): Promise<void> {
  const { share } = await import('./picture')
  const text = t('receipt.share.text', {
    number: isolated(groupReceiptNumber(record.receiptNumber)),
    workplace: record.workplace?.name ?? '',
    day: [formatDay(record.on, 'full'), said(record)].filter(Boolean).join(', '),
  })
  await share(await draw(record, link), nameOf(record), text)
}

async function draw(record: InOrder, link: string): Promise<Blob | undefined> {
  const { pictureOf } = await import('./picture')
  const verdict = verdictOf(record, false)
  return pictureOf({
    word: t(verdict === 'already' ? `receipt.${doubleOf(record)}` : verdict === 'remarked' ? 'receipt.remarked' : 'receipt.registered'),
    tone: toneOf(verdict) === 'good' ? 'good' : 'wait',
    number: isolated(groupReceiptNumber(record.receiptNumber)),
    lines: [
      isSimulation(record) ? t('receipt.simulation') : '',
      record.workplace?.name ?? '',
      record.workplace?.number ?? '',
      formatDay(record.on, 'full'),
      said(record),
      `${t('receipt.time')} ${formatTime(record.recordedAt)}`,
      record.worker ?? '',
    ].filter(Boolean),
    link,
    dir: languages.find(({ code }) => code === language.value)?.dir ?? 'ltr',
  })
}

/** Keeps the groups of a number in order where the text around runs from the right (Unicode LRI … PDI). */
function isolated(number: string): string {
  return `\u2066${number}\u2069`
}
