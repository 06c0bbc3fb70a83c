import { useState } from 'preact/hooks'
import type { Reply } from '../../api/reply'
import { formatDay, formatTime, language, languages, t } from '../../i18n'
import { savesHere } from '../../keep/browser'
import { groupReceiptNumber } from '../../numbers/receipt-groups'
import { type InOrder, type PresenceRecord, receiptLink } from '../../offline/presence-record'
import { said } from '../../outcomes/direction'
import { wordsOf } from '../../refusal/words'
import { Button } from '../../ui/button'
import { Document, Person, Printer, Save, Share } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Qr } from '../../ui/qr'
import { doubleOf, isSimulation, provingLink, toneOf, verdictOf } from './model'

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
        <Paper record={record} />
        {savesHere() && (
          <Button icon={<Printer />} onPress={() => print()}>
            {t('receipt.print')}
          </Button>
        )}
        {'share' in navigator && (
          <Button icon={<Share />} onPress={() => void shareReceipt(record, link)}>
            {t('receipt.share')}
          </Button>
        )}
      </div>
    </>
  )
}

/** Has the register lay the receipt out on a page; the phone holds all that it needs for it. */
function Paper({ record }: { record: InOrder }) {
  const [state, setState] = useState<'idle' | 'busy' | Exclude<Reply<Blob>, { kind: 'ok' }>>('idle')
  const save = async () => {
    setState('busy')
    // What only few do comes when they do it.
    const { printReceipt } = await import('../../api/papers')
    const reply = await printReceipt(record.receipt, language.value)
    if (reply.kind !== 'ok') return setState(reply)
    ;await (await import('../../keep/files')).keepFile(reply.value, nameOf(record, 'pdf'))
    setState('idle')
  }
  const failed = typeof state === 'object' ? wordsOf(state.kind === 'problem' ? state.code : 'unreachable') : undefined
  return (
    <>
      <Button icon={<Document />} busy={state === 'busy'} onPress={() => void save()}>
        {t('receipt.pdf')}
      </Button>
      {failed && (
        <Notice tone="wait" title={failed.title} live>
          <p>{failed.who}</p>
        </Notice>
      )}
    </>
  )
}

const nameOf = (record: InOrder, kind: 'png' | 'pdf') => `receipt-${record.receiptNumber}.${kind}`

async function saveReceipt(record: InOrder, link: string): Promise<void> {
  const picture = await draw(record, link)
  if (picture) await (await import('../../keep/files')).keepFile(picture, nameOf(record, 'png'))
}

async function shareReceipt(record: InOrder, link: string): Promise<void> {
  const { shareFile } = await import('../../keep/files')
  const text = t('receipt.share.text', {
    number: isolated(groupReceiptNumber(record.receiptNumber)),
    workplace: record.workplace?.name ?? '',
    day: [formatDay(record.on, 'full'), said(record)].filter(Boolean).join(', '),
  })
  await shareFile(await draw(record, link), nameOf(record, 'png'), text)
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
