import type { Reply } from '../api/reply'
import { type Entitlement, may, me } from '../api/session'
import { t } from '../i18n'
import { Button, LinkButton } from '../ui/button'
import { Notice } from '../ui/notice'
import { saying } from './mistakes'

/**
 * Why somebody need not even begin with something that takes an entitlement:
 * nobody is signed in, or they may not. Undefined when they can begin.
 */
export function hindrance(entitlement: Entitlement): Exclude<Reply<unknown>, { kind: 'ok' }> | undefined {
  if (!me.value) return { kind: 'problem', status: 401, code: 'signed_out' }
  return may(entitlement) ? undefined : { kind: 'problem', status: 403, code: 'not_entitled' }
}

/** Why the register did not do what was asked, and the one thing to do about it: sign in, or try again. */
export function Trouble({ reply, again }: { reply: Reply<unknown> | undefined; again?: () => void }) {
  if (!reply || reply.kind === 'ok') return null
  const signedOut = reply.kind === 'problem' && reply.code === 'signed_out'
  return (
    <>
      <Notice tone={reply.kind === 'unreachable' || signedOut ? 'wait' : 'bad'} live>
        <p>{saying(reply)}</p>
      </Notice>
      {signedOut && (
        <LinkButton kind="primary" href={`/in?to=${encodeURIComponent(location.pathname + location.search)}`}>
          {t('signin.title')}
        </LinkButton>
      )}
      {!signedOut && again && <Button onPress={again}>{t('refusal.action.again')}</Button>}
    </>
  )
}
