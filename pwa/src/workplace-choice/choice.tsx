import './choice.css'
import { useMemo, useState } from 'preact/hooks'
import { t } from '../i18n'
import { recentDays } from '../offline/recent-days'
import { LinkButton } from '../ui/button'
import { MapPin } from '../ui/icons'
import { TextField } from '../ui/text-field'
import { choicesOf, offerOf, shownFirst } from './model'

/** A workplace with a tap: a recent one, or any that concerns the company by a part of its name; nothing, not even the title, while none is known. */
export function WorkplaceChoice({ addressOf, title }: { addressOf: (number: string) => string; title?: string }) {
  const known = recentDays.value
  const choices = useMemo(() => (known ? choicesOf(known) : []), [known])
  const [text, setText] = useState('')
  const { shown, more } = offerOf(choices, text)
  if (choices.length === 0) return null
  return (
    <>
      {title && <h2>{title}</h2>}
      {choices.length > shownFirst && <TextField label={t('places.search')} type="search" value={text} onInput={setText} />}
      {shown.map(({ number, name, address }) => (
        <LinkButton key={number} href={addressOf(number)} icon={<MapPin />}>
          <span class="choice-workplace">
            <bdi>{name}</bdi>
            {address && (
              <span class="choice-address">
                <bdi>{address}</bdi>
              </span>
            )}
          </span>
        </LinkButton>
      ))}
      <p role="status">{shown.length === 0 ? t('places.none_found') : more > 0 ? t('places.more', { count: more }) : ''}</p>
    </>
  )
}
