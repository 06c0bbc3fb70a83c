import type { BoardPerson, Flag } from '../../api/workplaces'
import { formatDay, formatTime, t } from '../../i18n'
import { brusselsDay } from '../../numbers'
import { remarkText } from '../../outcomes/remark'
import { Attention, Tick } from '../../ui/icons'
import { openFlags } from './model'

/** What somebody may do with a row; without a function they may not. */
export interface Acts {
  /** Notes that the person was seen at the gate. */
  see?: (presence: string) => void
  /** Notes that these flags were looked at; none take it back. */
  look?: (presence: string, flags: Flag[]) => void
}

/** What there is to look at of somebody, who has looked, and the button that says so. */
export function Flags({ person, acts }: { person: BoardPerson; acts: Acts }) {
  const { flags, look } = person
  if (flags.length === 0) return null
  const open = openFlags(person)
  const name = person.name || person.person
  return (
    <div>
      {flags.flatMap((flag) =>
        wordsOf(flag, person).map((words) => (
          <span key={words} class={open.includes(flag) ? 'board-flag' : 'board-flag board-flag-done'}>
            {open.includes(flag) ? <Attention /> : <Tick />}
            {words}
          </span>
        )),
      )}
      {look && <span class="table-below">{t('board.look.by', { who: [look.by, momentOf(look.at)].filter(Boolean).join(', ') })}</span>}
      {acts.look && open.length > 0 && (
        <button type="button" class="board-see" aria-label={`${t('board.look.mark')}: ${name}`} onClick={() => acts.look?.(person.id, flags)}>
          {t('board.look.mark')}
        </button>
      )}
      {acts.look && look && open.length === 0 && (
        <button type="button" class="board-see" aria-label={`${t('board.look.undo')}: ${name}`} onClick={() => acts.look?.(person.id, [])}>
          {t('board.look.undo')}
        </button>
      )}
    </div>
  )
}

/** A flag in words; a remark says which one. */
function wordsOf(flag: Flag, { remarks = [] }: BoardPerson): string[] {
  return flag === 'remarked' && remarks.length > 0 ? remarks.map(remarkText) : [t(`board.flag.${flag}`)]
}

function momentOf(at: string): string {
  return `${formatDay(brusselsDay(new Date(at)), 'short')} ${formatTime(at)}`
}
