/**
 * The language of the screen, on the head of every page: a globe and the
 * language's own name; it opens all of them in their own names.
 */
import './switch.css'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { type Language, language, languages, setLanguage, t } from '../i18n'
import { Globe } from '../ui/icons'
import { Notice } from '../ui/notice'

/** The switch. Choosing changes the words in place: what was typed or read stays. */
export function LanguageSwitch() {
  const [open, setOpen] = useState(false)
  const [missing, setMissing] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const list = useId()
  const name = languages.find(({ code }) => code === language.value)?.name ?? ''
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  const choose = async (code: Language) => {
    await setLanguage(code)
    setMissing(language.value !== code)
    if (language.value === code) close()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        class="language-switch"
        aria-label={t('app.language', { name })}
        aria-expanded={open}
        aria-controls={list}
        onClick={() => setOpen(!open)}
      >
        <Globe />
        <span>{name}</span>
      </button>
      <div id={list} class="language-list" hidden={!open}>
        {open && <List missing={missing} onChoose={(code) => void choose(code)} onClose={close} />}
      </div>
    </>
  )
}

function List(props: { missing: boolean; onChoose: (code: Language) => void; onClose: () => void }) {
  const group = useRef<HTMLDivElement>(null)
  useEffect(() => group.current?.querySelector<HTMLElement>('[aria-pressed=true]')?.focus(), [])
  return (
    <>
      <div
        ref={group}
        class="language-names"
        role="group"
        aria-label={t('settings.language')}
        onKeyDown={(event) => event.key === 'Escape' && props.onClose()}
      >
        {languages.map(({ code, name, dir }) => (
          <button key={code} type="button" class="button" lang={code} dir={dir} aria-pressed={language.value === code} onClick={() => props.onChoose(code)}>
            {name}
          </button>
        ))}
      </div>
      {props.missing && (
        <Notice tone="wait" title={t('refusal.unreachable.title')} live>
          <p>{t('refusal.unreachable.who')}</p>
        </Notice>
      )}
    </>
  )
}
