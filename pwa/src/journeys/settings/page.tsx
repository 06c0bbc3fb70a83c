import './page.css'
import { useState } from 'preact/hooks'
import { formatDay, language, languages, setLanguage, t } from '../../i18n'
import { forgetEverything, presences } from '../../offline/queue'
import { decline, wantsNone } from '../../offline/last-tap'
import { remembered, rememberLimosa } from '../../offline/limosa'
import { Button, LinkButton } from '../../ui/button'
import { Calendar, Document } from '../../ui/icons'
import { Bin } from '../../ui/more-icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'

/** The way to one's days; language, the remembered L1, forgetting, and what happens with one's data. */
export default function Settings() {
  return (
    <Page title={t('settings.title')} back={{ href: '/', label: t('app.home') }}>
      <LinkButton href="/days" icon={<Calendar />}>
        {t('home.days')}
      </LinkButton>
      <Languages />
      <Limosa />
      <Privacy />
      <Forget />
      <p>{t('settings.install')}</p>
      <p>{t('settings.about')}</p>
    </Page>
  )
}

function Languages() {
  return (
    <section class="settings-part">
      <h2 id="languages">{t('settings.language')}</h2>
      <div class="settings-languages" role="group" aria-labelledby="languages">
        {languages.map(({ code, name, dir }) => (
          <button
            key={code}
            type="button"
            class="button"
            lang={code}
            dir={dir}
            aria-pressed={language.value === code}
            onClick={() => void setLanguage(code)}
          >
            {name}
          </button>
        ))}
      </div>
    </section>
  )
}

function Limosa() {
  const limosa = remembered.value
  return (
    <section class="settings-part">
      <h2>{t('settings.limosa')}</h2>
      {limosa ? (
        <>
          <p>
            {limosa.name ? t('home.limosa', { name: limosa.name }) : t('home.limosa.nameless')}
            {limosa.to && ` · ${t('home.limosa.until', { day: formatDay(limosa.to, 'date') })}`}
          </p>
          <Button icon={<Document />} onPress={() => void rememberLimosa(undefined)}>
            {t('settings.limosa.forget')}
          </Button>
        </>
      ) : (
        <>
          <p>{t('settings.limosa.none')}</p>
          {wantsNone.value && <Button onPress={() => decline(false)}>{t('settings.limosa.ask')}</Button>}
        </>
      )}
    </section>
  )
}

function Privacy() {
  return (
    <section class="settings-part">
      <h2>{t('settings.privacy')}</h2>
      <ul class="settings-facts">
        <li>{t('settings.privacy.register')}</li>
        <li>{t('settings.privacy.camera')}</li>
        <li>{t('settings.privacy.location')}</li>
        <li>{t('settings.privacy.phone')}</li>
      </ul>
    </section>
  )
}

function Forget() {
  const [state, setState] = useState<'idle' | 'asking' | 'working' | 'failed' | 'done'>('idle')
  const forget = async () => {
    setState('working')
    await forgetEverything().then(
      () => setState('done'),
      () => setState('failed'),
    )
  }
  if (state === 'done') {
    return (
      <Notice live>
        <p>{t('settings.forget.done')}</p>
      </Notice>
    )
  }
  if (state === 'idle') {
    return (
      <Button icon={<Bin />} onPress={() => setState('asking')}>
        {t('settings.forget')}
      </Button>
    )
  }
  const waiting = presences.value?.filter((record) => record.state === 'promised').length ?? 0
  return (
    <section class="settings-part">
      <Notice tone="bad" title={t('settings.forget')} live>
        <p>{t('settings.forget.text')}</p>
        {waiting > 0 && <p>{t('settings.forget.waiting', { count: waiting })}</p>}
      </Notice>
      {state === 'failed' && (
        <Notice tone="bad" live>
          <p>{t('refusal.internal.title')}</p>
        </Notice>
      )}
      <Button kind="danger" icon={<Bin />} disabled={state === 'working'} onPress={() => void forget()}>
        {t('settings.forget.yes')}
      </Button>
      <Button disabled={state === 'working'} onPress={() => setState('idle')}>
        {t('settings.forget.no')}
      </Button>
    </section>
  )
}
