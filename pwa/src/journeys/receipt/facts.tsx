import type { ComponentChildren } from 'preact'
import { formatDay, formatTime, t } from '../../i18n'
import type { PresenceRecord } from '../../offline/presence-record'

/** What the presence is about: day, workplace, time, person; less what a receipt's verdict says already. */
export function Facts({ kept }: { kept: PresenceRecord }) {
  return (
    <dl class="receipt-facts">
      {kept.state !== 'registered' && <Fact name={t('receipt.day')}>{formatDay(kept.on, 'full')}</Fact>}
      <Fact name={t('receipt.workplace')}>
        <Workplace kept={kept} />
      </Fact>
      {kept.state === 'registered' ? (
        <Fact name={t('receipt.time')}>{formatTime(kept.recordedAt)}</Fact>
      ) : (
        <Fact name={t('receipt.captured')}>{formatTime(kept.capturedAt)}</Fact>
      )}
      {kept.worker && <Fact name={t('receipt.person')}>{kept.worker}</Fact>}
    </dl>
  )
}

function Workplace({ kept: { state, workplace, place } }: { kept: PresenceRecord }) {
  const number = workplace?.number ?? ('poster' in place ? place.poster : place.workplace)
  return (
    <>
      {state !== 'registered' && workplace && (
        <>
          {workplace.name}
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
