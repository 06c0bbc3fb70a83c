import type { BoardPerson } from '../../api/workplaces'
import { formatDay, formatTime, t } from '../../i18n'
import { brusselsDay } from '../../numbers'
import { groupReceiptNumber } from '../../numbers/receipt-groups'
import { remarkText } from '../../outcomes/remark'
import type { Show } from './model'
import { type Fact, Facts } from '../../ui/facts'

/** What is known of somebody on the board, for whoever may see it. */
export function Details({ person, show }: { person: BoardPerson; show: Show }) {
  const { employer, registeredBy, receiptNumber, remarks = [] } = person
  const facts: Fact[] = [
    [t('receipt.person'), <bdi class="code">{person.person}</bdi>],
    [
      t('places.chain.name'),
      (employer.name || employer.number) && (
        <>
          <bdi>{employer.name}</bdi> <bdi class="code">{employer.number}</bdi>
        </>
      ),
    ],
    [person.direction === 'day' ? t('receipt.time') : t(`direction.${person.direction}`), momentOf(person)],
    [t('places.poster.gate'), person.gate && <bdi>{person.gate}</bdi>],
    [t('board.person.how'), show !== 'missing' && person.how.map((one) => t(`board.how.${one}`)).join(' · ')],
    [t('board.person.by'), registeredBy && <Registrar by={registeredBy} />],
    [t('receipt.number'), receiptNumber && <bdi class="code">{groupReceiptNumber(receiptNumber)}</bdi>],
    [t('board.person.remarks'), remarks.length > 0 && remarks.map((one) => <span class="table-below">{remarkText(one)}</span>)],
  ]
  return <Facts of={facts} />
}

function Registrar({ by: { company, user } }: { by: NonNullable<BoardPerson['registeredBy']> }) {
  if (!company) return <>{t('board.person.device')}</>
  return (
    <>
      {user && (
        <>
          <bdi>{user}</bdi>,{' '}
        </>
      )}
      <bdi>{company}</bdi>
    </>
  )
}

/** When somebody was registered, with the day: it may have been another one than that of the board. */
function momentOf({ direction, at, since, recordedAt }: BoardPerson): string {
  const moment = (time: string) => `${formatDay(brusselsDay(new Date(time)), 'short')}, ${formatTime(time)}`
  if (direction === 'day') return moment(recordedAt)
  return direction === 'out' && since ? `${moment(since)}\u00a0– ${moment(at)}` : moment(at)
}
