import { useState } from 'preact/hooks'
import { t } from '../../i18n'
import { maskNiss, nissHelp, parseNiss } from '../../numbers'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { Person, Tick } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { TextField } from '../../ui/text-field'
import { typed } from './model'

/** A national number and a name in place of an L1. The number is masked as soon as it is complete. */
export function Typing(props: { onPerson: (person: NonNullable<ReturnType<typeof typed>>) => void; onClose: () => void }) {
  const [number, setNumber] = useState('')
  const [name, setName] = useState('')
  const person = typed(number, name)
  const help = nissHelp(number)
  const add = () => {
    if (!person) return
    props.onPerson(person)
    setNumber('')
    setName('')
  }
  return (
    <div class="crew-choice">
      {person ? (
        <Notice icon={<Person />}>
          <p>
            {t('me.niss')} <bdi class="code">{maskNiss(parseNiss(number) ?? '')}</bdi>
          </p>
        </Notice>
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
      {person && <TextField label={t('crew.name.label')} value={name} onInput={setName} />}
      {person && (
        <Button kind="primary" icon={<Tick />} onPress={add}>
          {t('confirm.register')}
        </Button>
      )}
      {person && <Button onPress={() => setNumber('')}>{t('refusal.action.type')}</Button>}
      <Button onPress={props.onClose}>{t('crew.scan_again')}</Button>
    </div>
  )
}
