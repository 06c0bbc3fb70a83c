import { useState } from 'preact/hooks'
import { may } from '../../api/session'
import { t } from '../../i18n'
import { addressOf, begin, textOf } from '../../offline/draft'
import type { Refused } from '../../offline/presence-record'
import { againAs } from '../../offline/promise'
import { promise } from '../../offline/queue'
import { pictogramOf } from '../../outcomes/direction'
import { type Remedy as Kind, refusalOf } from '../../refusal/model'
import { wordsOf } from '../../refusal/words'
import { navigate } from '../../router'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { draftAfter } from './model'

/** The one thing to do about a refusal. */
export function Remedy({ record }: { record: Refused }) {
  const { remedy } = refusalOf(record.code)
  if (remedy === 'direction' && againAs('in', record)) return <InOrOut record={record} />
  return (
    <Button kind="primary" onPress={() => mend(record, refusalOf(record.code).remedy)}>
      {wordsOf(record.code).action}
    </Button>
  )
}

/** Registers what was refused once more, as in or as out, with the time it had. */
function InOrOut({ record }: { record: Refused }) {
  const [failed, setFailed] = useState(false)
  const choose = async (direction: 'in' | 'out') => {
    const made = againAs(direction, record)
    if (made) await promise(made).catch(() => setFailed(true))
  }
  return (
    <>
      {failed && (
        <Notice tone="bad" live>
          <p>{t('confirm.failed')}</p>
        </Notice>
      )}
      {(['in', 'out'] as const).map((direction) => (
        <Button key={direction} kind="primary" icon={pictogramOf(direction)} onPress={() => void choose(direction)}>
          {t(`direction.${direction}`)}
        </Button>
      ))}
    </>
  )
}

function mend(record: Refused, remedy: Kind): void {
  if (remedy === 'days') return navigate('/days')
  if (remedy === 'account') return navigate('/me')
  if (remedy === 'sign_in') return navigate(`/in?to=/days/${record.id}`)
  if (remedy === 'type') return navigate(`/crew/${textOf(record.place)}`)
  // It is not known any more of whom it was: begin again where in and out are asked.
  if (remedy === 'direction') return navigate(record.by !== undefined && may('register') ? `/crew/${textOf(record.place)}` : addressOf(record.place))
  // Whom a user registered is among the people of their last day.
  if (record.by !== undefined && remedy !== 'poster') return navigate('/work')
  if (remedy === 'today' || remedy === 'again') {
    begin(draftAfter(record, 'none'))
    return navigate(addressOf(record.place))
  }
  begin(remedy === 'anew' ? {} : draftAfter(record, remedy))
  navigate('/scan')
}
