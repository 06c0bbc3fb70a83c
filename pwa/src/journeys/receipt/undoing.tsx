import { useEffect, useRef, useState } from 'preact/hooks'
import type { CancelReason } from '../../api/client'
import { t } from '../../i18n'
import { undo, type Undone } from '../../offline/queue'
import { wordsOf } from '../../refusal/words'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'

const reasons: CancelReason[] = ['PLANNING', 'DISEASE', 'HOLIDAY', 'C32A', 'OTHER']

type State = { kind: 'asking' } | { kind: 'working' } | Exclude<Undone, { kind: 'undone' }>

/** Asks why, and undoes. What is undone shows on the page itself. */
export function Undoing({ id, onClose }: { id: string; onClose: () => void }) {
  const [state, setState] = useState<State>({ kind: 'asking' })
  const choose = async (reason: CancelReason) => {
    setState({ kind: 'working' })
    const undone = await undo(id, reason)
    if (undone.kind === 'undone') onClose()
    else setState(undone)
  }
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <>
      <h2 ref={heading} class="undo-title" tabIndex={-1}>
        {t('undo.title')}
      </h2>
      <p>{t('undo.text')}</p>
      {state.kind === 'unreachable' && (
        <Notice tone="wait" live>
          <p>{t('undo.unreachable')}</p>
        </Notice>
      )}
      {state.kind === 'problem' && (
        <Notice tone="bad" title={wordsOf(state.code).title} live>
          <p>{wordsOf(state.code).who}</p>
        </Notice>
      )}
      {state.kind === 'working' && <p role="status">{t('undo.working')}</p>}
      {reasons.map((reason) => (
        <Button key={reason} disabled={state.kind === 'working'} onPress={() => void choose(reason)}>
          {t(`undo.${reason}`)}
        </Button>
      ))}
      <div class="actions">
        <Button kind="primary" disabled={state.kind === 'working'} onPress={onClose}>
          {t('undo.keep')}
        </Button>
      </div>
    </>
  )
}
