import './page.css'
import '../../ui/table.css'
import { useState } from 'preact/hooks'
import { addWorkplace, changeWorkplace, getWorkplace, sectors, type WorkplaceDetails } from '../../api/workplaces'
import type { Reply } from '../../api/reply'
import { useReply } from '../../api/use-reply'
import { t } from '../../i18n'
import { missingOf, mistakeIn } from '../../refusal/mistakes'
import { hindrance, Trouble } from '../../refusal/trouble'
import { navigate, type PageProps } from '../../router'
import { Choice } from '../../ui/choice'
import { Field } from '../../ui/field'
import { Form as Sheet } from '../../ui/form'
import { Tick } from '../../ui/icons'
import { Page } from '../../ui/page'
import { Switch } from '../../ui/switch'
import { TextField } from '../../ui/text-field'
import { Chain } from './chain'
import { bodyOf, empty, type Form, formOf, needed, numberHint } from './model'
import { Position } from './position'

/** Keeping a workplace here, from its declaration of works; or changing one, with its number in the address. */
export default function PlaceForm({ param: number }: PageProps) {
  const hindered = hindrance('workplaces')
  if (hindered) {
    return (
      <Page title={t(number ? 'places.edit.title' : 'places.new.title')} back={{ href: '/places', label: t('places.title') }} wide>
        <Trouble reply={hindered} />
      </Page>
    )
  }
  return number ? <Changing number={number} /> : <Writing begin={empty} number="" />
}

function Changing({ number }: { number: string }) {
  const [reply, again] = useReply(() => getWorkplace(number), number)
  if (reply?.kind === 'ok') return <Writing begin={formOf(reply.value)} number={number} />
  return (
    <Page title={t('places.edit.title')} back={{ href: `/places/${number}`, label: t('app.back') }} wide>
      {!reply && <p aria-busy="true" role="status">{t('places.loading')}</p>}
      <Trouble reply={reply} again={() => void again()} />
    </Page>
  )
}

function Writing({ begin, number }: { begin: Form; number: string }) {
  const [form, setForm] = useState(begin)
  const [reply, setReply] = useState<Reply<WorkplaceDetails>>()
  const [busy, setBusy] = useState(false)
  const set = (how: Partial<Form>) => setForm((before) => ({ ...before, ...how }))
  const send = async () => {
    setBusy(true)
    const came = await (number ? changeWorkplace : addWorkplace)(bodyOf(form))
    setBusy(false)
    if (came.kind === 'ok') navigate(`/places/${came.value.workplace.number}`, 'replace')
    else setReply(came)
  }
  const wrong = (field: string) => mistakeIn(reply, field)
  return (
    <Page
      title={t(number ? 'places.edit.title' : 'places.new.title')}
      back={{ href: number ? `/places/${number}` : '/places', label: t('app.back') }}
      wide
    >
      <Sheet action={t('places.form.save')} icon={<Tick />} busy={busy} missing={missingOf(needed(form).map(([label, value]) => [t(label), value]))} onSubmit={() => void send()}>
        <div class="parts">
          <section class="part">
            {number === '' && <Number value={form.number} error={wrong('number')} onInput={(text) => set({ number: text })} />}
            <Choice
              label={t('places.sector')}
              options={sectors.map((value) => ({ value, name: t(`places.sector.${value}`) }))}
              chosen={[form.sector]}
              onChange={([sector]) => set({ sector: sector ?? form.sector })}
            />
            <TextField label={t('places.form.name')} value={form.name} error={wrong('name')} onInput={(name) => set({ name })} />
            <TextField label={t('places.form.address')} value={form.address} maxLength={200} error={wrong('address')} onInput={(address) => set({ address })} />
            <div class="filters">
              <TextField label={t('places.form.opens')} type="date" value={form.opensOn} error={wrong('opensOn')} onInput={(opensOn) => set({ opensOn })} />
              <TextField label={t('places.form.closes')} type="date" value={form.closesOn} error={wrong('closesOn')} onInput={(closesOn) => set({ closesOn })} />
            </div>
            <TextField label={t('places.form.client')} value={form.client} error={wrong('client')} onInput={(client) => set({ client })} />
            <Contact form={form} wrong={wrong} onChange={set} />
            <Switch
              name={t('places.form.posterNeeded')}
              hint={t('places.form.posterNeeded.hint')}
              on={form.posterNeeded}
              onChange={(posterNeeded) => set({ posterNeeded })}
            />
          </section>
          <div class="part">
            <Position form={form} error={wrong('position')} onChange={set} />
            <Chain chain={form.contractors} wrong={wrong} onChange={(contractors) => set({ contractors })} />
          </div>
        </div>
        <Trouble reply={reply} />
      </Sheet>
    </Page>
  )
}

function Contact({ form, wrong, onChange }: { form: Form; wrong: (field: string) => string | undefined; onChange: (how: Partial<Form>) => void }) {
  return (
    <fieldset class="plain-group">
      <legend>{t('places.form.contact')}</legend>
      <p class="field-hint">{t('places.form.contact.hint')}</p>
      <TextField label={t('places.form.contact.name')} value={form.contactName} error={wrong('contact.name')} onInput={(contactName) => onChange({ contactName })} />
      <TextField
        label={t('places.form.contact.phone')}
        value={form.contactPhone}
        type="tel"
        maxLength={30}
        error={wrong('contact.phone')}
        onInput={(contactPhone) => onChange({ contactPhone })}
      />
    </fieldset>
  )
}

function Number({ value, error, onInput }: { value: string; error: string | undefined; onInput: (text: string) => void }) {
  const hint = numberHint(value)
  const words = hint === 'doubtful' ? t('confirm.number.doubtful') : hint && t(`type.help.${hint}`)
  const help = error ? { text: error, good: false } : words && { text: words, good: hint === 'good' }
  return (
    <Field label={t('verify.fact.workplace')} hint={t('places.form.number.hint')} value={value} help={help || undefined} onInput={onInput} />
  )
}
