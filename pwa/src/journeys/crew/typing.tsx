import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../../i18n'
import { maskNiss, nissHelp, parseNiss } from '../../numbers'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { Form } from '../../ui/form'
import { Person, Tick } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { TextField } from '../../ui/text-field'
import { typed } from './model'

/** A national number and a name in place of an L1. The number is masked as soon as it is complete. */
export function Typing(props: { onPerson: (person: NonNullable<ReturnType<typeof typed>>) => void; onClose: () => void }) {
  const [number, setNumber] = useState('')
  const [name, setName] = useState('')
  const complete = parseNiss(number)
  const person = typed(number, name)
  const help = nissHelp(number)
  const fields = useRef<HTMLDivElement>(null)
  useEffect(() => fields.current?.querySelector('input')?.focus(), [complete === undefined])
  const add = () => {
    if (!person) return
    props.onPerson(person)
    setNumber('')
    setName('')
  }
  return (
    <div class="crew-choice" ref={fields}>
      {complete ? (
        <Form action={t('confirm.register')} icon={<Tick />} disabled={!person} onSubmit={add}>
          <Notice icon={<Person />}>
            <p>
              {t('me.niss')} <bdi class="code">{maskNiss(complete)}</bdi>
            </p>
          </Notice>
          <TextField label={t('crew.name.label')} value={name} onInput={setName} />
        </Form>
      ) : (
        <Field
          label={t('me.niss')}
          hint={t('crew.niss.hint')}
          value={number}
          digits
          {...(help !== 'empty' && { help: { text: t(`type.help.${help}`), good: help === 'good' } })}
          onInput={setNumber}
        />
      )}
      {complete && <Button onPress={() => setNumber('')}>{t('refusal.action.type')}</Button>}
      <Button onPress={props.onClose}>{t('crew.scan_again')}</Button>
    </div>
  )
}
