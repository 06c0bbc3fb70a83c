import { useState } from 'preact/hooks'
import { today } from '../../api/clock'
import type { CancelReason } from '../../api/client'
import { cancelPresence } from '../../api/presences'
import type { Reply } from '../../api/reply'
import type { PresenceRow } from '../../api/workplaces'
import { formatDay, formatTime, type Key, t } from '../../i18n'
import { groupReceiptNumber } from '../../numbers'
import { remarkText } from '../../outcomes/remark'
import { Trouble } from '../../refusal/trouble'
import { Button } from '../../ui/button'
import { undoable, wordOf } from './model'

const reasons: CancelReason[] = ['PLANNING', 'DISEASE', 'HOLIDAY', 'C32A', 'OTHER']

/** Remarks of which the list says only what they are; of all others, also who can put them right. */
const short: Partial<Record<PresenceRow['remarks'][number], Key>> = {
  already_registered: 'receipt.already',
  already_in: 'receipt.already_in',
  already_out: 'receipt.already_out',
  out_without_in: 'presences.out_without_in',
  late: 'presences.late',
  limosa_unlikely: 'confirm.unlikely.title',
  limosa_not_active: 'presences.limosa_not_active',
  clock_ahead: 'refusal.clock_ahead.title',
}

/** The presences that were found, latest first. */
export function List({ rows, onChanged }: { rows: PresenceRow[]; onChanged: () => void }) {
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('confirm.person')}</th>
          <th scope="col" class="wide-only">
            {t('places.name')}
          </th>
          <th scope="col" class="wide-only">
            {t('receipt.day')}
          </th>
          <th scope="col">{t('places.state')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} onChanged={onChanged} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row, onChanged }: { row: PresenceRow; onChanged: () => void }) {
  const [undoing, setUndoing] = useState(false)
  const day = formatDay(row.on)
  const time = row.direction === 'day' ? formatTime(row.recordedAt) : `${t(`direction.${row.direction}`)} ${formatTime(row.at)}`
  return (
    <>
      <tr class={row.state === 'cancelled' ? 'presences-cancelled' : undefined}>
        <th scope="row">
          {row.name || <bdi class="code">{row.person}</bdi>}
          <span class="table-below">{row.employer.name || row.employer.number}</span>
          <span class="table-below narrow-only">
            {row.workplace.name}
            <br />
            {day}
            {row.direction !== 'day' && (
              <>
                <br />
                {time}
              </>
            )}
          </span>
        </th>
        <td class="wide-only">{row.workplace.name}</td>
        <td class="wide-only">
          {day}
          <span class="table-below">{time}</span>
        </td>
        <td>
          <State row={row} />
          {undoable(row, today()) && !undoing && (
            <div class="presences-undo">
              <Button label={`${t('receipt.undo')}: ${row.name || row.person}`} onPress={() => setUndoing(true)}>
                {t('receipt.undo')}
              </Button>
            </div>
          )}
        </td>
      </tr>
      {undoing && (
        <tr>
          <td colSpan={4}>
            <Undoing row={row} onDone={onChanged} onKeep={() => setUndoing(false)} />
          </td>
        </tr>
      )}
    </>
  )
}

/** What became of a presence, with its remarks and its number. */
function State({ row }: { row: PresenceRow }) {
  return (
    <>
      <span class="presences-state">{t(`days.${wordOf(row.state)}`)}</span>
      {row.remarks.map((remark) => {
        const key = short[remark]
        return (
          <span key={remark} class="table-below">
            {key ? t(key) : remarkText(remark)}
          </span>
        )
      })}
      {row.flags.map((flag) => (
        <span key={flag} class="table-below">
          {t(`board.flag.${flag}`)}
        </span>
      ))}
      {row.receiptNumber && (
        <span class="table-below wide-only">
          <bdi class="code">{groupReceiptNumber(row.receiptNumber)}</bdi>
        </span>
      )}
    </>
  )
}

/** Asks why, and undoes. */
function Undoing({ row, onDone, onKeep }: { row: PresenceRow; onDone: () => void; onKeep: () => void }) {
  const [reply, setReply] = useState<Reply<unknown> | 'working'>()
  const undo = async (reason: CancelReason) => {
    setReply('working')
    const came = await cancelPresence(row.id, reason, { user: undefined })
    if (came.kind === 'ok') onDone()
    else setReply(came)
  }
  return (
    <div class="part">
      <p>
        <strong>{t('undo.title')}</strong>
        <br />
        {t('undo.text')}
      </p>
      {typeof reply === 'object' && <Trouble reply={reply} />}
      <div class="button-row">
        {reasons.map((reason) => (
          <Button key={reason} disabled={reply === 'working'} onPress={() => void undo(reason)}>
            {t(`undo.${reason}`)}
          </Button>
        ))}
      </div>
      <Button kind="primary" disabled={reply === 'working'} onPress={onKeep}>
        {t('undo.keep')}
      </Button>
    </div>
  )
}
