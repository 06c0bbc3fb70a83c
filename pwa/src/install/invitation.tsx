import './invitation.css'
import { useEffect } from 'preact/hooks'
import { t } from '../i18n'
import { Button } from '../ui/button'
import { Plus } from '../ui/icons'
import { asks } from './model'
import { asked, install, markAsked, way } from './offer'

/** Asks on a receipt, once, whether the app is to be put on the home screen. */
export function Invitation({ id, receipts }: { id: string; receipts: number }) {
  const how = way()
  const shown = asks({ id, receipts, asked: asked.value, way: how })
  useEffect(() => {
    if (shown && asked.value === undefined) markAsked(id)
  }, [shown, id])
  if (!shown) return null
  return (
    <section class="invitation" aria-labelledby="invitation">
      <Plus />
      <div>
        <h2 id="invitation">{t('install.title')}</h2>
        <p>{t(how === 'prompt' ? 'install.text' : 'install.by_hand')}</p>
      </div>
      <div class="invitation-answers">
        {how === 'prompt' && <Button onPress={() => void install()}>{t('install.yes')}</Button>}
        <Button onPress={() => markAsked('never')}>{t('install.no')}</Button>
      </div>
    </section>
  )
}
