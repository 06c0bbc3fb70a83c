import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../../i18n'
import { missingOf } from '../../refusal/mistakes'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { Form } from '../../ui/form'
import { Document, Person, Tick } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { TextField } from '../../ui/text-field'
import { numberHelp, numberOf, typed } from './model'

/**
 * A number and a name in place of scanning an L1: a national number of 11
 * digits, or the 17 of an L1 that cannot be read. The number is masked as soon
 * as it is complete and its field is left; never before, as the one may begin
 * as the other.
 */
export function Typing(props: { onPerson: (person: NonNullable<ReturnType<typeof typed>>) => void; onClose: () => void }) {
  const [number, setNumber] = useState('')
  const [left, setLeft] = useState(false)
  const [name, setName] = useState('')
  const [round, setRound] = useState(0)
  const known = numberOf(number)
  const person = typed(number, name)
  const fields = useRef<HTMLDivElement>(null)
  const anew = () => {
    setNumber('')
    setLeft(false)
    setRound(round + 1)
  }
  useEffect(() => fields.current?.querySelector('input')?.focus(), [round])
  const add = () => {
    if (!person) return
    props.onPerson(person)
    setName('')
    anew()
  }
  return (
    <div class="crew-choice" ref={fields}>
      <Form action={t('confirm.register')} icon={<Tick />} missing={missingOf([[t('crew.number.label'), known], [t('crew.name.label'), name]])} onSubmit={add}>
        {known && left ? (
          <Notice icon={known.kind === 'niss' ? <Person /> : <Document />} {...(known.doubtful && { tone: 'wait' as const })}>
            <p>
              {t(known.kind === 'niss' ? 'me.niss' : 'type.limosa.label')} <bdi class="code">{known.masked}</bdi>
            </p>
            {known.doubtful && <p>{t('type.help.doubtful')}</p>}
          </Notice>
        ) : (
          <Number number={number} onInput={setNumber} onLeave={() => setLeft(true)} onEnter={() => setLeft(false)} />
        )}
        <TextField label={t('crew.name.label')} value={name} onInput={setName} />
      </Form>
      {known && left && <Button onPress={anew}>{t('refusal.action.type')}</Button>}
      <Button onPress={props.onClose}>{t('crew.scan_again')}</Button>
    </div>
  )
}

/** The field, which says which of the two it recognises. */
function Number(props: { number: string; onInput: (number: string) => void; onLeave: () => void; onEnter: () => void }) {
  const known = numberOf(props.number)
  const help = numberHelp(props.number)
  const text = known?.doubtful ? 'type.help.doubtful' : known?.kind === 'niss' ? 'me.niss' : known ? 'type.limosa.label' : help === 'empty' ? undefined : (`type.help.${help}` as const)
  return (
    <Field
      label={t('crew.number.label')}
      hint={t('crew.number.hint')}
      value={props.number}
      digits
      {...(text && { help: { text: t(text), good: known !== undefined && !known.doubtful } })}
      onInput={props.onInput}
      onEnter={props.onEnter}
      onLeave={props.onLeave}
    />
  )
}
