import { formatDay, formatTime, t } from '../../i18n'
import { groupReceiptNumber } from '../../numbers/receipt-groups'
import { hindered, presences } from '../../offline/queue'
import { directionOf, type PresenceRecord, timeOf } from '../../offline/presence-record'
import { pictogramOf, sinceOf } from '../../outcomes/direction'
import { remarkText } from '../../outcomes/remark'
import { wordsOf } from '../../refusal/words'
import { LinkButton } from '../../ui/button'
import { Attention, Cross, Hourglass, Tick, Undo } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Verdict as Band } from '../../ui/verdict'
import { doubleOf, inBefore, isSimulation, remarksOf, toneOf, type Verdict } from './model'

/** The verdict in its colour, with the receipt number where there is one, and what to know about it. */
export function Answer({ record, verdict }: { record: PresenceRecord; verdict: Verdict }) {
  const text = textOf(record, verdict)
  return (
    <>
      {isSimulation(record) && <p class="receipt-simulation">{t('receipt.simulation')}</p>}
      <Band tone={toneOf(verdict)} icon={pictogram(verdict)} word={wordOf(record, verdict)}>
        <Direction record={record} />
        {'receiptNumber' in record && record.receiptNumber && (
          <p>
            <span class="receipt-number-name">{t('receipt.number')}</span>
            <br />
            <span class="receipt-number code">{groupReceiptNumber(record.receiptNumber)}</span>
          </p>
        )}
        {record.state === 'registered' && (
          <p>
            <bdi>{record.workplace?.name}</bdi>
            <br />
            {formatDay(record.on, 'full')}
          </p>
        )}
        {text && <p>{text}</p>}
      </Band>
      {verdict === 'already' && record.state === 'registered' && <First id={record.duplicateOf} />}
      {remarksOf(record).map((remark) => (
        <Notice key={remark} tone="wait" icon={<Attention />}>
          <p>{remarkText(remark)}</p>
        </Notice>
      ))}
    </>
  )
}

/** In or out and when, to be read at arm's length; with an out, since when one was in. */
function Direction({ record }: { record: PresenceRecord }) {
  const direction = directionOf(record)
  if (direction === 'day') return null
  const since = inBefore(record, presences.value ?? [])
  return (
    <div>
      <p class="receipt-direction">
        {pictogramOf(direction)}
        {t(`direction.${direction}`)} <span class="code">{formatTime(timeOf(record))}</span>
      </p>
      {since && <p>{t('direction.since', { time: formatTime(since) })}</p>}
    </div>
  )
}

/** The way to the first receipt, if this phone has it. */
function First({ id }: { id: string | undefined }) {
  if (!presences.value?.some((record) => record.id === id)) return null
  return <LinkButton href={`/days/${id}`}>{t('receipt.already.first')}</LinkButton>
}

function wordOf(record: PresenceRecord, verdict: Verdict): string {
  if (record.state === 'refused') return wordsOf(record.code).title
  return t(verdict === 'already' ? `receipt.${doubleOf(record)}` : `receipt.${verdict}`)
}

function textOf(record: PresenceRecord, verdict: Verdict): string | undefined {
  if (record.state === 'refused') return wordsOf(record.code).who
  if (record.state === 'queued') return t('receipt.queued.text', { time: sinceOf(record.recordedAt ?? record.capturedAt) })
  if (verdict === 'already' && directionOf(record) !== 'day') return t('receipt.already_timed.text')
  // It does not help to go where there is network, nor to try again.
  if (verdict === 'promised' && hindered.value === 'receipt_numbers_exhausted') return `${wordsOf(hindered.value).title}. ${wordsOf(hindered.value).who}`
  if (verdict === 'promised' || verdict === 'already' || verdict === 'cancelled') return t(`receipt.${verdict}.text`)
  return undefined
}

function pictogram(verdict: Verdict) {
  if (verdict === 'registered') return <Tick />
  if (verdict === 'already' || verdict === 'remarked') return <Attention />
  if (verdict === 'refused') return <Cross />
  return verdict === 'cancelled' ? <Undo /> : <Hourglass />
}
