import '../../ui/table.css'
import './page.css'
import { getWorkplaces, type WorkplaceSummary } from '../../api/work'
import { may } from '../../api/session'
import { useReply } from '../../api/use-reply'
import { t } from '../../i18n'
import { Trouble } from '../../refusal/trouble'
import { query, refine } from '../../router'
import { LinkButton } from '../../ui/button'
import { Building, Plus, Save } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { TextField } from '../../ui/text-field'
import { found, many } from './model'

/** The workplaces that concern the company, and how many are there. */
export default function Places() {
  const [reply, again] = useReply(getWorkplaces, '')
  const all = reply?.kind === 'ok' ? reply.value.workplaces : undefined
  return (
    <Page title={t('places.title')} back={{ href: '/portal', label: t('portal.title') }} wide>
      {!reply && <p aria-busy="true" role="status">{t('places.loading')}</p>}
      <Trouble reply={reply} again={() => void again()} />
      {all?.length === 0 && (
        <Notice icon={<Building />} title={t('places.empty')}>
          {may('workplaces') && <p>{t('places.empty.text')}</p>}
        </Notice>
      )}
      {all && all.length > 0 && <List all={all} />}
      {all && may('workplaces') && (
        <div class="actions">
          <LinkButton href="/places/import" icon={<Save />}>
            {t('places.import')}
          </LinkButton>
          <LinkButton kind="primary" href="/places/new" icon={<Plus />}>
            {t('places.add')}
          </LinkButton>
        </div>
      )}
    </Page>
  )
}

function List({ all }: { all: WorkplaceSummary[] }) {
  const wanted = new URLSearchParams(query.value).get('name') ?? ''
  const some = found(all, wanted)
  return (
    <>
      {all.length >= many && (
        <TextField label={t('places.search')} type="search" value={wanted} onInput={(name) => refine({ name })} />
      )}
      {some.length === 0 && <p role="status">{t('places.none')}</p>}
      {some.length > 0 && (
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('places.name')}</th>
              <th scope="col" class="wide-only">
                {t('verify.fact.workplace')}
              </th>
              <th scope="col" class="wide-only">
                {t('places.state')}
              </th>
              <th scope="col" class="table-number">
                {t('places.present')}
              </th>
            </tr>
          </thead>
          <tbody>
            {some.map((one) => (
              <Row key={one.workplace.number} one={one} />
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function Row({ one: { workplace, kept, present } }: { one: WorkplaceSummary }) {
  const state = t(`demo.state.${workplace.open}`)
  return (
    <tr>
      <th scope="row">
        <a class="table-name" href={`/places/${workplace.number}`}>
          <bdi>{workplace.name}</bdi>
        </a>
        <span class="table-below">
          <bdi>{workplace.address}</bdi>
        </span>
        {!kept && <span class="table-below">{t('places.others')}</span>}
        <span class="table-below narrow-only">{state}</span>
      </th>
      <td class="wide-only">
        <bdi class="code">{workplace.number}</bdi>
      </td>
      <td class="wide-only">{state}</td>
      <td class="table-number places-present">{present}</td>
    </tr>
  )
}
