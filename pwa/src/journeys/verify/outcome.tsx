import { formatDay, t } from '../../i18n'
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
      <Band tone={toneOf(verdict)} icon={<Icon />} word={t(`verify.${verdict.kind}.title`)}>
        <p>{t(`verify.${verdict.kind}.text`, { host, day })}</p>
      </Band>
    </div>
  )
}

const icons: Record<Verdict['kind'], typeof Shield> = {
  today: Shield,
  other_day: Calendar,
  simulation: Attention,
  forged: Cross,
  not_ours: Cross,
  unknown_key: Hourglass,
  not_receipt: Attention,
  unable: Attention,
}
