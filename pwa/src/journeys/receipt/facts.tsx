import type { ComponentChildren } from 'preact'
import { formatDay, formatTime, t } from '../../i18n'
import type { PresenceRecord } from '../../offline/presence-record'

/** What the presence is about: day, workplace, time, person; less what a receipt's verdict says already. */
export function Facts({ record }: { record: PresenceRecord }) {
  return (
    <dl class="receipt-facts">
      {record.state !== 'registered' && <Fact name={t('receipt.day')}>{formatDay(record.on, 'full')}</Fact>}
      <Fact name={t('receipt.workplace')}>
        <Workplace record={record} />
      </Fact>
      {record.state === 'registered' ? (
        <Fact name={t('receipt.time')}>{formatTime(record.recordedAt)}</Fact>
      ) : (
        <Fact name={t('receipt.captured')}>{formatTime(record.capturedAt)}</Fact>
      )}
      {record.authority && record.authority !== 'self' && <Fact name={t('receipt.authority')}><bdi>{record.authority}</bdi></Fact>}
      {record.worker && <Fact name={t('receipt.person')}><bdi>{record.worker}</bdi></Fact>}
    </dl>
  )
}

function Workplace({ record: { state, workplace, place } }: { record: PresenceRecord }) {
  const number = workplace?.number ?? ('poster' in place ? place.poster : place.workplace)
  return (
    <>
      {state !== 'registered' && workplace && (
        <>
          <bdi>{workplace.name}</bdi>
          <br />
        </>
      )}
      <bdi class="code">{number}</bdi>
    </>
  )
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
