import type { Me } from '../../api/session'
import { t } from '../../i18n'
import { addressOf } from '../../offline/draft'
import type { InOrOut, PosterOrNumber } from '../../offline/presence-record'
import { pictogramOf } from '../../outcomes/direction'
import { Button, LinkButton } from '../../ui/button'
import { MapPin, Person } from '../../ui/icons'
import { Notice } from '../../ui/notice'

/** Says, before anything is scanned, that nobody can register others here. */
export function SelfOnly({ user, place, name }: { user: Me; place: PosterOrNumber; name: string }) {
  return (
    <>
      <p class="crew-place">
        <MapPin />
        <bdi class="crew-place-name">{name}</bdi>
      </p>
      <Notice tone="bad" title={t('refusal.self_only.title')} live>
        <p>{t('refusal.self_only.who')}</p>
      </Notice>
      <div class="actions">
        {user.registersSelf && (
          <LinkButton kind="primary" href={addressOf(place)} icon={<Person />}>
            {t('confirm.register')}
          </LinkButton>
        )}
        <LinkButton href="/work">{t('receipt.done')}</LinkButton>
      </div>
    </>
  )
}

/** Whether those who are scanned next come or go. */
export function InOrOutChoice({ chosen, onChange }: { chosen: InOrOut; onChange: (chosen: InOrOut) => void }) {
  return (
    <div class="crew-ways" role="group" aria-label={t('refusal.direction_required.title')}>
      {(['in', 'out'] as const).map((direction) => (
        <Button key={direction} icon={pictogramOf(direction)} pressed={chosen === direction} onPress={() => onChange(direction)}>
          {t(`direction.${direction}`)}
        </Button>
      ))}
    </div>
  )
}
