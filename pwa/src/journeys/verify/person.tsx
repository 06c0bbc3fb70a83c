import { useEffect, useRef, useState } from 'preact/hooks'
import { PhotoButton } from '../../camera/photo-button'
import { Viewfinder } from '../../camera/viewfinder'
import { t } from '../../i18n'
import { parseLimosaText } from '../../numbers'
import { Button } from '../../ui/button'
import { feel } from '../../ui/feedback'
import { Document } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { belongsTo, isProven } from './model'
import type { Receipt } from './receipt'

/** Whether the person who shows the receipt was asked for their L1, and what came of it. */
type Answer = 'unasked' | 'scanning' | 'not_limosa' | 'same' | 'other'

/**
 * The second step of an inspection: does the receipt belong to the holder of
 * this L1? `onLooking` tells whether the camera is on.
 */
export function PersonCheck({ receipt, onLooking }: { receipt: Receipt; onLooking: (looking: boolean) => void }) {
  if (isProven(receipt)) return <Check receipt={receipt} onLooking={onLooking} />
  return (
    <section class="verify-person">
      <Notice title={t('verify.person.closed.title')}>{t('verify.person.closed.text', { button: t('receipt.proof.show') })}</Notice>
    </section>
  )
}

function Check(props: { receipt: Receipt & { salt: string }; onLooking: (looking: boolean) => void }) {
  const { receipt, onLooking } = props
  const [answer, setAnswer] = useState<Answer>('unasked')
  const section = useRef<HTMLElement>(null)
  const take = async (texts: string[]) => {
    const read = texts.map(parseLimosaText).find((reading) => reading)
    if (!read) return setAnswer('not_limosa')
    const same = await belongsTo(receipt, read.number)
    setAnswer(same ? 'same' : 'other')
    feel(same ? 'good' : 'bad')
  }
  const looking = answer === 'scanning' || answer === 'not_limosa'
  useEffect(() => {
    onLooking(looking)
    if (looking) section.current?.scrollIntoView()
  }, [looking])
  return (
    <section ref={section} class="verify-person" aria-labelledby="verify-person">
      <h2 id="verify-person">{t('verify.person.title')}</h2>
      {looking && <Viewfinder onText={(text) => void take([text])} />}
      <Told answer={answer} />
      {!looking && (
        <Button icon={<Document />} onPress={() => setAnswer('scanning')}>
          {t('verify.person.scan')}
        </Button>
      )}
      {looking && (
        <>
          <PhotoButton onTexts={(texts) => void take(texts)} />
          <Button onPress={() => setAnswer('unasked')}>{t('verify.stop')}</Button>
        </>
      )}
    </section>
  )
}

const tones = { same: 'good', other: 'bad', not_limosa: 'wait' } as const

function Told({ answer }: { answer: Answer }) {
  if (answer === 'unasked' || answer === 'scanning') return null
  return (
    <Notice tone={tones[answer]} title={t(`verify.person.${answer}.title`)} live>
      {t(`verify.person.${answer}.text`)}
    </Notice>
  )
}
