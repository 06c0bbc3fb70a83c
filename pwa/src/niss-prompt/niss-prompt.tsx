/**
 * Asks users who have not given their own national number for it, where they
 * first need it: to register themselves.
 */
import { useState } from 'preact/hooks'
import { changeMe } from '../api/account'
import type { Reply } from '../api/reply'
import type { Me } from '../api/session'
import { t } from '../i18n'
import { nissHelp } from '../numbers/niss'
import { missingOf, mistakeIn, saying } from '../refusal/mistakes'
import { Form } from '../ui/form'
import { Person } from '../ui/icons'
import { Notice } from '../ui/notice'
import { TextField } from '../ui/text-field'

/** The field, until the number is given: then the user registers themselves, and whoever shows this shows it no more. */
export function NissPrompt({ user }: { user: Me }) {
  const [niss, setNiss] = useState('')
  const [busy, setBusy] = useState(false)
  const [reply, setReply] = useState<Reply<unknown>>()
  const help = nissHelp(niss)
  const save = async () => {
    setBusy(true)
    setReply(await changeMe({ name: user.name, email: user.email ?? '', niss }))
    setBusy(false)
  }
  const mistake = mistakeIn(reply, 'niss') ?? (help === 'empty' || help === 'short' || help === 'good' ? undefined : t(`type.help.${help}`))
  return (
    <section class="part">
      <h2>{t('work.number.title')}</h2>
      <p>{t('work.number.text')}</p>
      {reply && reply.kind !== 'ok' && !mistakeIn(reply, 'niss') && (
        <Notice tone="bad" live>
          <p>{saying(reply)}</p>
        </Notice>
      )}
      <Form action={t('work.number.save')} icon={<Person />} busy={busy} missing={missingOf([[t('me.niss'), help === 'good']])} onSubmit={() => void save()}>
        <TextField
          label={t('me.niss')}
          hint={t('me.niss.hint')}
          value={niss}
          digits
          error={mistake}
          onInput={setNiss}
        />
      </Form>
    </section>
  )
}
