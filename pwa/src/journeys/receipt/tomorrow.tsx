import { useState } from 'preact/hooks'
import { t } from '../../i18n'
import { decline, lastTap, offered, wantsNone } from '../../offline/last-tap'
import { remembered, rememberLimosa } from '../../offline/limosa'
import { Button } from '../../ui/button'
import { Document, Tick } from '../../ui/icons'
import { Notice } from '../../ui/notice'

/** Asks once whether the L1 of this presence is to be remembered, so that tomorrow takes the poster and one tap. */
export function Tomorrow({ id }: { id: string }) {
  const [done, setDone] = useState(false)
  const limosa = offered(id, { last: lastTap.value, known: remembered.value, no: wantsNone.value })
  if (done) {
    return (
      <Notice icon={<Tick />} live>
        <p>{t('receipt.remember.done')}</p>
      </Notice>
    )
  }
  if (!limosa) return null
  // A phone that cannot keep it asks again on the next receipt.
  const yes = () => rememberLimosa(limosa).then(() => setDone(true), () => undefined)
  return (
    <section class="receipt-tomorrow" aria-labelledby="tomorrow">
      <Document />
      <div>
        <h2 id="tomorrow">{t('receipt.remember')}</h2>
        <p>{t('receipt.remember.text')}</p>
      </div>
      <div class="receipt-yes-no">
        <Button onPress={() => void yes()}>{t('receipt.remember.yes')}</Button>
        <Button onPress={() => decline(true)}>{t('receipt.remember.no')}</Button>
      </div>
    </section>
  )
}
