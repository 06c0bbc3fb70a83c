import './page.css'
import { useState } from 'preact/hooks'
import { me } from '../../api/session'
import { t } from '../../i18n'
import { addressOf, change, currentLimosa, draft, forUser } from '../../offline/draft'
import { navigate } from '../../router'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { Document, Person } from '../../ui/icons'
import { Onward } from '../../ui/more-icons'
import { L1Drawing } from '../../ui/l1-drawing'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { type Hint, limosaHint, placeHint, typed } from './model'

/** Typing in place of scanning: only what has not been read yet. */
export default function Type() {
  const known = draft.value.place
  const [place, setPlace] = useState(known ? ('poster' in known ? known.poster : known.workplace) : '')
  const [number, setNumber] = useState('')
  const limosa = currentLimosa()
  const self = forUser(draft.value, me.value)
  const made = typed(place, self || limosa ? undefined : number)
  const go = () => {
    if (!made?.place) return
    change(made)
    navigate(addressOf(made.place), 'replace')
  }
  return (
    <Page title={t('type.title')} back={{ href: '/scan', label: t('app.back') }}>
      <Field
        label={t('type.place.label')}
        hint={t('type.place.hint')}
        value={place}
        help={help(placeHint(place))}
        onInput={setPlace}
      />
      {self ? (
        <Notice icon={<Person />}>
          <p>
            <bdi>{me.value?.name}</bdi>
          </p>
        </Notice>
      ) : limosa ? (
        <Notice icon={<Document />}>
          <p>{limosa.name ? t('home.limosa', { name: limosa.name }) : t('scan.read.limosa')}</p>
        </Notice>
      ) : (
        <>
          <Field
            label={t('type.limosa.label')}
            hint={t('type.limosa.hint')}
            value={number}
            digits
            help={help(limosaHint(number))}
            onInput={setNumber}
          />
          <div class="type-l1">
            <L1Drawing label={t('help.drawing')} />
            <div>
              <p>{t('help.where')}</p>
              <a class="link-line" href="/help">
                {t('scan.none')}
              </a>
            </div>
          </div>
        </>
      )}
      <div class="actions">
        <Button kind="primary" icon={<Onward />} disabled={!made} onPress={go}>
          {t('type.next')}
        </Button>
      </div>
    </Page>
  )
}

function help(hint: Hint) {
  return hint && { text: t(`type.help.${hint}`), good: hint === 'good' }
}
