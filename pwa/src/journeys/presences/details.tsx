import '../../ui/form.css'
import { useState } from 'preact/hooks'
import { today } from '../../api/clock'
import type { PresenceRow } from '../../api/workplaces'
import { formatDay, formatTime, type Key, t } from '../../i18n'
import { brusselsDay } from '../../numbers'
import { groupReceiptNumber } from '../../numbers/receipt-groups'
import { remarkText } from '../../outcomes/remark'
import { Button, LinkButton } from '../../ui/button'
import { Facts as List, type Fact } from '../../ui/facts'
import { Person, Undo } from '../../ui/icons'
import { undoable, wordOf } from './model'
import { Undoing } from './undoing'

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

/** All that is known of a presence, and what can be done about it. `alone` is said where the page is the person's own. */
export function Details({ row, alone, onChanged }: { row: PresenceRow; alone: boolean; onChanged: () => void }) {
  const [undoing, setUndoing] = useState(false)
  if (undoing) return <Undoing row={row} onDone={onChanged} onKeep={() => setUndoing(false)} />
  return (
    <div class="part">
      <Facts row={row} />
      <div class="presences-acts">
        {!alone && (
          <LinkButton href={`/presences?person=${row.id}`} icon={<Person />}>
            {t('presences.person')}
          </LinkButton>
        )}
        {undoable(row, today()) && (
          <Button icon={<Undo />} label={`${t('receipt.undo')}: ${row.name || row.person}`} onPress={() => setUndoing(true)}>
            {t('receipt.undo')}
          </Button>
        )}
      </div>
    </div>
  )
}

function Facts({ row }: { row: PresenceRow }) {
  const { employer, workplace, receiptNumber, remarks, flags } = row
  const facts: Fact[] = [
    [t('confirm.person'), <bdi class="code">{row.person}</bdi>],
    [t('places.name'), <Named name={workplace.name} number={workplace.number} />],
    [t('places.chain.name'), (employer.name || employer.number) && <Named name={employer.name} number={employer.number} />],
    [t('receipt.day'), formatDay(row.on, 'full')],
    [t('receipt.time'), momentOf(row.recordedAt)],
    [row.direction === 'day' ? '' : t(`direction.${row.direction}`), row.direction !== 'day' && momentOf(row.at)],
    [t('presences.by'), <By row={row} />],
    [t('verify.fact.channel'), t(`verify.channel.${row.channel}`)],
    [t('places.state'), t(`days.${wordOf(row.state)}`)],
    [t('receipt.number'), receiptNumber && <bdi class="code">{groupReceiptNumber(receiptNumber)}</bdi>],
    [t('board.flags'), remarks.length + flags.length > 0 && <Remarks row={row} />],
  ]
  return <List of={facts} />
}

function Named({ name, number }: { name: string; number: string }) {
  return (
    <>
      <bdi>{name}</bdi> <bdi class="code">{number}</bdi>
    </>
  )
}

/** Who registered somebody: they themselves, or a user of a company. */
function By({ row: { registeredBy } }: { row: PresenceRow }) {
  const { self, user, company } = registeredBy
  if (self) return <>{t('presences.by.self')}</>
  return (
    <>
      {user && (
        <>
          <bdi>{user}</bdi>,{' '}
        </>
      )}
      {company ? <bdi>{company}</bdi> : t('presences.by.unknown')}
    </>
  )
}

function Remarks({ row: { remarks, flags } }: { row: PresenceRow }) {
  return (
    <>
      {remarks.map((remark) => {
        const key = short[remark]
        return (
          <span key={remark} class="presences-remark">
            {key ? t(key) : remarkText(remark)}
          </span>
        )
      })}
      {flags.map((flag) => (
        <span key={flag} class="presences-remark">
          {t(`board.flag.${flag}`)}
        </span>
      ))}
    </>
  )
}

/** A time with its day: it may be another one than that of the presence. */
function momentOf(time: string): string {
  return `${formatDay(brusselsDay(new Date(time)), 'short')}, ${formatTime(time)}`
}
