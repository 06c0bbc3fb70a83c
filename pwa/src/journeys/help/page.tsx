import './page.css'
import { t } from '../../i18n'
import { addressOf, draft } from '../../offline/draft'
import { usePoster } from '../../offline/use-poster'
import { LinkButton } from '../../ui/button'
import { Keyboard, Person, Viewfinder } from '../../ui/icons'
import { Call } from '../../ui/more-icons'
import { L1Drawing } from '../../ui/l1-drawing'
import { Page } from '../../ui/page'
import { callLink, type Contact, contactOf } from './model'

/** What a Limosa L1 is, where its code and digits are, and what to do without one. */
export default function HelpPage() {
  const { place } = draft.value
  const poster = usePoster(place && 'poster' in place ? place.poster : undefined)
  return (
    <Page title={t('help.title')} back={{ href: place ? addressOf(place) : '/scan', label: t('app.back') }}>
      <Help contact={contactOf(poster)} />
    </Page>
  )
}

/** The help itself; `contact` is whom to call at the workplace, if it says. */
export function Help({ contact }: { contact: Contact | undefined }) {
  return (
    <>
      <p>{t('help.text')}</p>
      <div class="help-l1">
        <L1Drawing label={t('help.drawing')} />
        <p>{t('help.where')}</p>
      </div>
      <section class="help-part">
        <h2>{t('help.torn')}</h2>
        <p>{t('help.torn.text')}</p>
        <LinkButton href="/type" icon={<Keyboard />}>
          {t('scan.type')}
        </LinkButton>
      </section>
      <section class="help-part">
        <h2>{t('scan.none')}</h2>
        <ul class="help-list">
          <li>{t('help.none.posted')}</li>
          <li>{t('help.none.belgian')}</li>
          <li>{t('help.none.ask')}</li>
        </ul>
        {contact && <Caller contact={contact} />}
      </section>
      <div class="actions">
        <LinkButton kind="primary" href="/scan" icon={<Viewfinder />}>
          {t('home.scan')}
        </LinkButton>
      </div>
    </>
  )
}

function Caller({ contact: { name, phone } }: { contact: Contact }) {
  const link = phone && callLink(phone)
  return (
    <>
      {name && (
        <p class="help-who">
          <Person />
          <bdi>{name}</bdi>
        </p>
      )}
      {link && (
        <LinkButton href={link} icon={<Call />}>
          {t('help.call')} <bdi class="code">{phone}</bdi>
        </LinkButton>
      )}
    </>
  )
}
