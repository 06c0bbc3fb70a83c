import { Attention, Cross, Hourglass, Tick, Undo } from '../../ui/icons'
import type { Mark } from './model'

/** The pictogram of a mark. */
export function pictogram(mark: Mark) {
  if (mark === 'registered') return <Tick />
  if (mark === 'remarked' || mark === 'forgotten') return <Attention />
  if (mark === 'refused') return <Cross />
  return mark === 'cancelled' ? <Undo /> : <Hourglass />
}
