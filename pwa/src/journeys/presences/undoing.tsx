import { useState } from 'preact/hooks'
import type { CancelReason } from '../../api/client'
import { cancelPresence } from '../../api/presences'
import type { Reply } from '../../api/reply'
import type { PresenceRow } from '../../api/workplaces'
import { t } from '../../i18n'
import { Trouble } from '../../refusal/trouble'
import { Button } from '../../ui/button'

const reasons: CancelReason[] = ['PLANNING', 'DISEASE', 'HOLIDAY', 'C32A', 'OTHER']

/** Asks why, and undoes. */
export function Undoing({ row, onDone, onKeep }: { row: PresenceRow; onDone: () => void; onKeep: () => void }) {
  const [reply, setReply] = useState<Reply<unknown> | 'working'>()
  const undo = async (reason: CancelReason) => {
    setReply('working')
    const came = await cancelPresence(row.id, reason, { user: undefined })
    if (came.kind === 'ok') onDone()
    else setReply(came)
  }
  return (
    <div class="part">
      <p>
        <strong>{t('undo.title')}</strong>
        <br />
        {t('undo.text')}
      </p>
      {typeof reply === 'object' && <Trouble reply={reply} />}
      <div class="button-row">
        {reasons.map((reason) => (
          <Button key={reason} disabled={reply === 'working'} onPress={() => void undo(reason)}>
            {t(`undo.${reason}`)}
          </Button>
        ))}
      </div>
      <Button kind="primary" disabled={reply === 'working'} onPress={onKeep}>
        {t('undo.keep')}
      </Button>
    </div>
  )
}
