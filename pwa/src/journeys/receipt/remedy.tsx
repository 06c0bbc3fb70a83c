import { addressOf, begin, textOf } from '../../offline/draft'
import type { Refused } from '../../offline/presence-record'
import { type Remedy as Kind, refusalOf } from '../../refusal/model'
import { wordsOf } from '../../refusal/words'
import { navigate } from '../../router'
import { Button } from '../../ui/button'
import { draftAfter } from './model'

/** The one thing to do about a refusal. */
export function Remedy({ record }: { record: Refused }) {
  return (
    <Button kind="primary" onPress={() => mend(record, refusalOf(record.code).remedy)}>
      {wordsOf(record.code).action}
    </Button>
  )
}

function mend(record: Refused, remedy: Kind): void {
  if (remedy === 'days') return navigate('/days')
  if (remedy === 'account') return navigate('/me')
  if (remedy === 'sign_in') return navigate(`/in?to=/days/${record.id}`)
  if (remedy === 'type') return navigate(`/crew/${textOf(record.place)}`)
  // Whom a user registered is among the people of their last day.
  if (record.by !== undefined && remedy !== 'poster') return navigate('/work')
  if (remedy === 'today' || remedy === 'again') {
    begin(draftAfter(record, 'none'))
    return navigate(addressOf(record.place))
  }
  begin(remedy === 'anew' ? {} : draftAfter(record, remedy))
  navigate('/scan')
}
