import './page.css'
import { useState } from 'preact/hooks'
import { addPoster, getWorkplace, type WorkplaceDetails } from '../../api/workplaces'
import type { Reply } from '../../api/reply'
import { may } from '../../api/session'
import { useReply } from '../../api/use-reply'
import { formatDay, t } from '../../i18n'
import { mistakeIn } from '../../refusal/mistakes'
import { Trouble } from '../../refusal/trouble'
import { navigate, type PageProps } from '../../router'
import { LinkButton } from '../../ui/button'
import { type Fact, Facts as List } from '../../ui/facts'
import { Form } from '../../ui/form'
import { Exit, People, Plus, Poster, Printer, Viewfinder } from '../../ui/icons'
import { Onward, Pen } from '../../ui/more-icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { TextField } from '../../ui/text-field'
import { chainOf, postersOf } from './model'

/** One workplace: where to go from here, what is known of it, its companies and its posters. */
export default function Workplace({ param: number }: PageProps) {
  const [reply, again] = useReply(() => getWorkplace(number), number)
  const details = reply?.kind === 'ok' ? reply.value : undefined
  return (
    <Page title={details?.workplace.name ?? t('places.name')} back={{ href: '/places', label: t('places.title') }} wide>
      {!reply && <p aria-busy="true" role="status">{t('places.loading')}</p>}
      <Trouble reply={reply} again={() => void again()} />
      {details && <Whole details={details} />}
    </Page>
  )
}

function Whole({ details }: { details: WorkplaceDetails }) {
  const { number } = details.workplace
  const mine = details.kept && may('workplaces')
  return (
    <>
      <nav class="button-row">
        <LinkButton kind="primary" href={`/board/${number}`} icon={<People />}>
          {t('board.title')}
        </LinkButton>
        <LinkButton href={`/board/${number}/evacuation`} icon={<Exit />}>
          {t('evacuation.title')}
        </LinkButton>
      </nav>
      <div class="parts">
        <section class="part">
          <Facts details={details} />
          {mine && (
            <LinkButton href={`/places/${number}/edit`} icon={<Pen />}>
              {t('places.edit')}
            </LinkButton>
          )}
          <Companies details={details} />
        </section>
        {mine && <Posters details={details} />}
      </div>
    </>
  )
}

function Facts({ details: { workplace, client, contact, likely } }: { details: WorkplaceDetails }) {
  const facts: Fact[] = [
    [t('verify.fact.workplace'), <bdi class="code">{workplace.number}</bdi>],
    [t('places.state'), t(`demo.state.${workplace.open}`)],
    [t('places.form.address'), <bdi>{workplace.address}</bdi>],
    [t('places.sector'), t(`places.sector.${workplace.sector}`)],
    [t('places.takes'), <Takes workplace={workplace} />],
    [t('places.form.opens'), workplace.opensOn && formatDay(workplace.opensOn, 'date')],
    [t('places.form.closes'), workplace.closesOn && formatDay(workplace.closesOn, 'date')],
    [t('places.form.client'), client && <bdi>{client}</bdi>],
    [
      t('places.form.contact'),
      contact &&
        [contact.name, contact.phone].filter(Boolean).map((part) => (
          <div>
            <bdi>{part}</bdi>
          </div>
        )),
    ],
  ]
  return (
    <>
      {!likely && (
        <Notice tone="wait">
          <p>{t('confirm.number.doubtful')}</p>
        </Notice>
      )}
      <List of={facts} />
    </>
  )
}

/** What is registered there, now and from days to come on, and whether everybody must do it themselves. */
function Takes({ workplace: { directions, changes = [], selfOnly } }: Pick<WorkplaceDetails, 'workplace'>) {
  const word = (all: typeof directions) => t(all.includes('day') ? 'places.takes.day' : 'places.takes.timed')
  return (
    <>
      {word(directions)}
      {selfOnly && (
        <>
          <br />
          {t('refusal.self_only.title')}
        </>
      )}
      {changes.map((change) => (
        <span key={change.on}>
          <br />
          {t('places.takes.from', { day: formatDay(change.on, 'date') })}: {word(change.directions)}
        </span>
      ))}
    </>
  )
}

function Companies({ details: { contractors } }: { details: WorkplaceDetails }) {
  if (contractors.length === 0) return null
  return (
    <>
      <h2>{t('places.chain')}</h2>
      <ul class="place-chain">
        {chainOf(contractors).map(({ company, depth }) => (
          <li key={company.number} class={`place-under-${Math.min(depth, 2)}`}>
            <bdi>{company.name}</bdi>
            {' ·\u00a0'}
            <bdi class="code">{company.number}</bdi>
          </li>
        ))}
      </ul>
    </>
  )
}

function Posters({ details }: { details: WorkplaceDetails }) {
  const { number } = details.workplace
  const all = postersOf(details.posters)
  return (
    <section class="part">
      <h2>{t('places.posters')}</h2>
      {all.length === 0 && <p>{t('places.posters.none')}</p>}
      <ul class="place-posters">
        {all.map((poster) => (
          <li key={poster.code}>
            <a class={poster.revoked ? 'place-poster place-poster-revoked' : 'place-poster'} href={`/places/${number}/${poster.code}/print`}>
              <Poster />
              <span>
                <span class="place-poster-gate">{poster.gate || t('places.poster.whole')}</span>
                <bdi class="code">{poster.code}</bdi>
                {poster.revoked && ` · ${t('demo.state.revoked')}`}
              </span>
              <Onward />
            </a>
          </li>
        ))}
      </ul>
      {all.filter((poster) => !poster.revoked).length > 1 && (
        <LinkButton href={`/places/${number}/all/print`} icon={<Printer />}>
          {t('places.poster.print.all')}
        </LinkButton>
      )}
      <LinkButton href={`/places/${number}/test`} icon={<Viewfinder />}>
        {t('places.test.title')}
      </LinkButton>
      <NewPoster number={number} />
    </section>
  )
}

/** A poster that was made is printed next. */
function NewPoster({ number }: { number: string }) {
  const [gate, setGate] = useState('')
  const [busy, setBusy] = useState(false)
  const [reply, setReply] = useState<Reply<unknown>>()
  const make = async () => {
    setBusy(true)
    const came = await addPoster(number, gate.trim())
    setBusy(false)
    if (came.kind === 'ok') navigate(`/places/${number}/${came.value.code}/print`)
    else setReply(came)
  }
  return (
    <Form action={t('places.poster.make')} icon={<Plus />} busy={busy} onSubmit={() => void make()}>
      <TextField label={t('places.poster.gate')} hint={t('places.poster.gate.hint')} value={gate} maxLength={60} error={mistakeIn(reply, 'gate')} onInput={setGate} />
      <Trouble reply={reply} />
    </Form>
  )
}
