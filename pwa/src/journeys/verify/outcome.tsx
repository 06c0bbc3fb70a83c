import { formatDay, t } from '../../i18n'
import { sinceOf } from '../../outcomes/direction'
import { Attention, Calendar, Cross, Hourglass, Shield } from '../../ui/icons'
import { Verdict as Band } from '../../ui/verdict'
import { toneOf, type Verdict } from './model'

/** The verdict in a colour, a pictogram, a word and one sentence. */
export function Outcome({ verdict }: { verdict: Verdict }) {
  const Icon = icons[verdict.kind]
  const day = 'receipt' in verdict ? formatDay(verdict.receipt.day, 'full') : ''
  const { host } = location
  return (
    <div class={`verify-outcome verify-outcome-${verdict.kind}`}>
      <Band tone={toneOf(verdict)} icon={<Icon />} word={titleOf(verdict)}>
        <p>{t(`verify.${verdict.kind === 'shift' ? 'today' : verdict.kind}.text`, { host, day })}</p>
      </Band>
    </div>
  )
}

function titleOf(verdict: Verdict): string {
  if (verdict.kind === 'shift') return t('direction.since', { time: sinceOf(verdict.since.toISOString()) })
  return t(`verify.${verdict.kind}.title`)
}

const icons: Record<Verdict['kind'], typeof Shield> = {
  today: Shield,
  shift: Shield,
  other_day: Calendar,
  simulation: Attention,
  forged: Cross,
  not_ours: Cross,
  unknown_key: Hourglass,
  not_receipt: Attention,
  unable: Attention,
}
