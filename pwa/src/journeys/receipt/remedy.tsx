import { addressOf, begin, textOf } from '../../offline/draft'
import type { Refused } from '../../offline/presence-record'
import { type Remedy as Kind, refusalOf } from '../../refusal/model'
import { wordsOf } from '../../refusal/words'
import { navigate } from '../../router'
import { Button } from '../../ui/button'
import { draftAfter } from './model'

/** The one thing to do about a refusal. */
export function Remedy({ kept }: { kept: Refused }) {
  return (
    <Button kind="primary" onPress={() => mend(kept, refusalOf(kept.code).remedy)}>
      {wordsOf(kept.code).action}
    </Button>
  )
}

function mend(kept: Refused, remedy: Kind): void {
  if (remedy === 'days') return navigate('/days')
  if (remedy === 'account') return navigate('/me')
  if (remedy === 'sign_in') return navigate(`/in?to=/days/${kept.id}`)
  if (remedy === 'type') return navigate(`/crew/${textOf(kept.place)}`)
  // Whom a user registered is among the people of their last day.
  if (kept.by !== undefined && remedy !== 'poster') return navigate('/work')
  if (remedy === 'today' || remedy === 'again') {
    begin(draftAfter(kept, 'none'))
    return navigate(addressOf(kept.place))
  }
  begin(remedy === 'anew' ? {} : draftAfter(kept, remedy))
  navigate('/scan')
}
