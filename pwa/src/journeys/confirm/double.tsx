import { t } from '../../i18n'
import { knownBefore } from '../../offline/doubles'
import { presences } from '../../offline/queue'
import type { PosterOrNumber } from '../../offline/presence-record'
import type { Who } from '../../offline/shifts'
import { LinkButton } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { type Where, workplaceOf } from './model'

/** Warns before the tap that this phone registered the person here for the day already, and leads to that. */
export function Double({ who, place, where, day }: { who: Who; place: PosterOrNumber; where: Where; day: string }) {
  const workplace = workplaceOf(where)
  const first = knownBefore(presences.value ?? [], who, { place, ...(workplace && { workplace }) }, day)
  if (!first) return null
  const counts = first.state === 'registered'
  return (
    <Notice tone="wait" title={t(counts ? 'receipt.already' : 'confirm.double.kept')} live>
      <p>{t(counts ? 'receipt.already.text' : 'receipt.promised.text')}</p>
      <LinkButton href={`/days/${first.id}`}>{t('confirm.double.show')}</LinkButton>
    </Notice>
  )
}
