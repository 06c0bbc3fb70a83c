import { formatDay, t } from '../../i18n'
import { Attention, Calendar, Cross, Hourglass, Shield } from '../../ui/icons'
import { Verdict as Band, type VerdictTone } from '../../ui/verdict'
import type { Verdict } from './model'

/** The verdict in a colour, a pictogram, a word and one sentence. Green is for today only. */
export function Outcome({ verdict }: { verdict: Verdict }) {
  const { tone, icon: Icon } = looks[verdict.kind]
  const day = 'receipt' in verdict ? formatDay(verdict.receipt.day, 'full') : ''
  const { host } = location
  return (
    <div class={`verify-outcome verify-outcome-${verdict.kind}`}>
      <Band tone={tone} icon={<Icon />} word={t(`verify.${verdict.kind}.title`)}>
        <p>{t(`verify.${verdict.kind}.text`, { host, day })}</p>
      </Band>
    </div>
  )
}

const looks: Record<Verdict['kind'], { tone: VerdictTone; icon: typeof Shield }> = {
  today: { tone: 'good', icon: Shield },
  other_day: { tone: 'wait', icon: Calendar },
  simulation: { tone: 'wait', icon: Attention },
  forged: { tone: 'bad', icon: Cross },
  not_ours: { tone: 'bad', icon: Cross },
  unknown_key: { tone: 'wait', icon: Hourglass },
  not_receipt: { tone: 'wait', icon: Attention },
  unable: { tone: 'wait', icon: Attention },
}
