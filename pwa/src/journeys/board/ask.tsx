import { useEffect, useState } from 'preact/hooks'
import type { Board } from '../../api/workplaces'
import { type Language, language, languages, sayIn, t } from '../../i18n'
import { Button, LinkButton } from '../../ui/button'
import { Share, Tick } from '../../ui/icons'
import { SelectField } from '../../ui/select-field'
import { messageLinks, messageOf } from './model'

/** A message for whoever is expected and not here, in their language: it leads to the link of the workplace, and names nobody. */
export function Ask({ workplace }: { workplace: Board['workplace'] }) {
  const [open, setOpen] = useState(false)
  if (!open) {
    return (
      <Button icon={<Share />} onPress={() => setOpen(true)}>
        {t('board.ask')}
      </Button>
    )
  }
  return (
    <section class="board-ask">
      <h2>{t('board.ask')}</h2>
      <Message workplace={workplace} />
    </section>
  )
}

function Message({ workplace: { number, name } }: { workplace: Board['workplace'] }) {
  const [spoken, setSpoken] = useState<Language>(language.value)
  const [text, setText] = useState('')
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    let wanted = true
    setCopied(false)
    // Without network a language that is not kept stays out of reach: the message is as it was.
    void sayIn(spoken, 'board.ask.message', { name }).then((said) => wanted && setText(messageOf(said, location.origin, number)), () => undefined)
    return () => void (wanted = false)
  }, [spoken, number, name])
  const links = messageLinks(text, name)
  return (
    <>
      <SelectField
        label={t('board.ask.language')}
        value={spoken}
        options={languages.map(({ code, name: own }) => ({ value: code, name: own }))}
        onChange={(code) => setSpoken(code as Language)}
      />
      <p class="board-ask-text" dir="auto" lang={spoken}>
        {text}
      </p>
      <div class="button-row">
        {'share' in navigator && (
          <Button icon={<Share />} onPress={() => void navigator.share({ text }).catch(() => undefined)}>
            {t('receipt.share')}
          </Button>
        )}
        <LinkButton href={links.whatsapp} away>
          WhatsApp
        </LinkButton>
        <LinkButton href={links.mail}>{t('board.ask.mail')}</LinkButton>
        <Button icon={copied ? <Tick /> : undefined} onPress={() => void navigator.clipboard.writeText(text).then(() => setCopied(true), () => undefined)}>
          <span role="status">{t(copied ? 'board.ask.copied' : 'board.ask.copy')}</span>
        </Button>
      </div>
    </>
  )
}
