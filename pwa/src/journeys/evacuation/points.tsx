import { useId, useState } from 'preact/hooks'
import type { Reply } from '../../api/reply'
import { putMusterPoints } from '../../api/roll-calls'
import { may } from '../../api/session'
import { t } from '../../i18n'
import { missingOf, saying } from '../../refusal/mistakes'
import { Button } from '../../ui/button'
import { Choice } from '../../ui/choice'
import { Form } from '../../ui/form'
import { Plus } from '../../ui/icons'
import { Bin } from '../../ui/more-icons'
import { TextField } from '../../ui/text-field'
import type { Marshalling } from './roll-call'

/** Where this marshal is; and for whoever keeps workplaces, which muster points there are. */
export function Points({ number, marshalling }: { number: string; marshalling: Marshalling }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const { call, choose, shared } = marshalling
  return (
    <div class="evacuation-screen evacuation-points">
      {call.points.length > 0 && (
        <Choice
          label={t('evacuation.point')}
          options={[...call.points.map((name) => ({ value: name, name })), { value: '', name: t('evacuation.point.none') }]}
          chosen={[call.point]}
          onChange={([point = '']) => choose(point)}
        />
      )}
      {shared && may('workplaces') && (
        <>
          <Button expands={{ id, open }} onPress={() => setOpen(!open)}>
            {t('evacuation.points')}
          </Button>
          <div id={id} hidden={!open} class="evacuation-points">
            {open && <Names number={number} marshalling={marshalling} />}
          </div>
        </>
      )}
    </div>
  )
}

function Names({ number, marshalling: { call, renamed } }: { number: string; marshalling: Marshalling }) {
  const [name, setName] = useState('')
  const [failed, setFailed] = useState<Reply<unknown>>()
  const put = async (names: string[]) => {
    const reply = await putMusterPoints(number, names)
    setFailed(reply.kind === 'ok' ? undefined : reply)
    if (reply.kind !== 'ok') return
    setName('')
    renamed(reply.value.points.map((point) => point.name))
  }
  return (
    <>
      <p>{t('evacuation.points.text')}</p>
      {call.points.map((point) => (
        <Button key={point} icon={<Bin />} onPress={() => void put(call.points.filter((one) => one !== point))}>
          {t('places.chain.remove', { name: point })}
        </Button>
      ))}
      <Form action={t('evacuation.points.add')} icon={<Plus />} missing={missingOf([[t('evacuation.points.name'), name]])} onSubmit={() => void put([...call.points, name])}>
        <TextField label={t('evacuation.points.name')} value={name} {...(failed && { error: saying(failed) })} onInput={setName} />
      </Form>
    </>
  )
}
