import { useState } from 'preact/hooks'
import { addPoster, needPoster, type PosterDetails, revokePoster, type WorkplaceDetails } from '../../api/workplaces'
import type { Reply } from '../../api/reply'
import { t } from '../../i18n'
import { Trouble } from '../../refusal/trouble'
import { navigate } from '../../router'
import { Button } from '../../ui/button'
import { Change } from '../../ui/icons'
import { Bin } from '../../ui/more-icons'
import { Notice } from '../../ui/notice'
import { Switch } from '../../ui/switch'

/**
 * Ends a poster, with another in its place or without. If it was copied, a new
 * one alone does not help while the number of the workplace can be typed.
 */
export function Revoking({ details, poster, onRevoked }: { details: WorkplaceDetails; poster: PosterDetails; onRevoked: () => void }) {
  const { number, posterNeeded } = details.workplace
  const [copied, setCopied] = useState(false)
  const [state, setState] = useState<'idle' | 'asking' | 'working'>('idle')
  const [reply, setReply] = useState<Reply<unknown>>()
  // The new one is made first: no gate is left without a poster half-way.
  const replace = async () => {
    const made = await addPoster(number, poster.gate)
    if (made.kind !== 'ok') return made
    const revoked = await revokePoster(number, poster.code)
    if (revoked.kind === 'ok') navigate(`/places/${number}/${made.value.code}/print`, 'replace')
    return revoked
  }
  const revoke = async () => {
    const revoked = await revokePoster(number, poster.code)
    if (revoked.kind === 'ok') onRevoked()
    return revoked
  }
  const attempt = async (work: () => Promise<Reply<unknown>>) => {
    setState('working')
    const needed = copied ? await needPoster(details) : undefined
    setReply(needed && needed.kind !== 'ok' ? needed : await work())
    setState('asking')
  }
  if (state === 'idle') {
    return (
      <Button icon={<Bin />} onPress={() => setState('asking')}>
        {t('places.print.revoke')}
      </Button>
    )
  }
  return (
    <>
      <Notice tone="bad" title={t('places.print.revoke')} live>
        <p>{t('places.print.revoke.text')}</p>
      </Notice>
      {!posterNeeded && <Switch name={t('places.print.copied')} hint={t('places.print.copied.hint')} on={copied} onChange={setCopied} />}
      <Trouble reply={reply} />
      <Button icon={<Change />} disabled={state === 'working'} onPress={() => void attempt(replace)}>
        {t('places.print.replace')}
      </Button>
      <Button kind="danger" icon={<Bin />} disabled={state === 'working'} onPress={() => void attempt(revoke)}>
        {t('places.print.revoke.yes')}
      </Button>
      <Button disabled={state === 'working'} onPress={() => setState('idle')}>
        {t('places.print.keep')}
      </Button>
    </>
  )
}
