import { useRef, useState } from 'preact/hooks'
import { getPoster } from '../../api/client'
import { PhotoButton } from '../../camera/photo-button'
import { Viewfinder } from '../../camera/viewfinder'
import { t } from '../../i18n'
import { classify } from '../../numbers'
import type { PageProps } from '../../router'
import { feel } from '../../ui/feedback'
import { Attention, Cross, Hourglass, Tick } from '../../ui/icons'
import { Page } from '../../ui/page'
import { Verdict } from '../../ui/verdict'
import { judge, type Outcome, toneOf } from './model'

/** Scanning a printed poster before it is hung: is it right, revoked, another workplace's, or none? */
export default function PosterTest({ param: number }: PageProps) {
  const [outcome, hear] = useOutcome(number)
  return (
    <Page title={t('places.test.title')} back={{ href: `/places/${number}`, label: t('app.back') }}>
      {outcome ? <Told outcome={outcome} /> : <p>{t('places.test.text')}</p>}
      <Viewfinder onText={hear} />
      <div class="actions">
        <PhotoButton onTexts={(texts) => texts.forEach(hear)} />
      </div>
    </Page>
  )
}

/** Hears texts and judges each once; the last one stands until another is held out. */
function useOutcome(number: string): [Outcome | undefined, (text: string) => void] {
  const [outcome, setOutcome] = useState<Outcome>()
  const heard = useRef('')
  const settle = (text: string, found: Outcome) => {
    if (heard.current !== text) return
    setOutcome(found)
    feel(toneOf(found) === 'good' ? 'good' : toneOf(found) === 'wait' ? 'wait' : 'bad')
    // What nobody could answer is asked again as long as it is held out.
    if (found.kind === 'unreachable') setTimeout(() => heard.current === text && (heard.current = ''), 3000)
  }
  const hear = (text: string) => {
    if (text === heard.current) return
    heard.current = text
    const scanned = classify(text)
    if (scanned.kind === 'poster') void getPoster(scanned.code).then((reply) => settle(text, judge(reply, number)))
    else settle(text, { kind: 'not_poster' })
  }
  return [outcome, hear]
}

const icons = { good: Tick, wait: Attention, bad: Cross, off: Hourglass }

function Told({ outcome }: { outcome: Outcome }) {
  const tone = toneOf(outcome)
  const Icon = icons[tone]
  const gate = 'gate' in outcome ? outcome.gate || t('places.poster.whole') : ''
  return (
    <Verdict tone={tone} icon={<Icon />} word={t(`places.test.${outcome.kind}.title`)}>
      <p>{t(`places.test.${outcome.kind}.text`, { name: 'name' in outcome ? outcome.name : '' })}</p>
      {gate && (
        <p>
          <bdi>{gate}</bdi>
        </p>
      )}
    </Verdict>
  )
}
