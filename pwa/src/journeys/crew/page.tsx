import './page.css'
import { useEffect, useState } from 'preact/hooks'
import { me } from '../../api/session'
import { t } from '../../i18n'
import { placeOf } from '../../offline/draft'
import { lookBack } from '../../offline/recent-days'
import { SignedOut } from '../../outcomes/list'
import { wordsOf } from '../../refusal/words'
import { navigate, type PageProps } from '../../router'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { WorkplaceChoice } from '../../workplace-choice/choice'
import { Here } from './here'
import { type Hearing, Photo, Reading } from './reading'

/** Registering a crew, one L1 after another, at a workplace that is scanned or chosen first. */
export default function Crew({ param }: PageProps) {
  const user = me.value
  const place = placeOf(param)
  if (!user) return <SignedOut />
  return (
    <Page title={t('crew.title')} back={{ href: '/work', label: t('work.title') }}>
      {!user.entitlements.includes('register') ? (
        <Notice tone="bad" title={wordsOf('not_entitled').title}>
          <p>{wordsOf('not_entitled').who}</p>
        </Notice>
      ) : place ? (
        <Here user={user} place={place} />
      ) : (
        <Where />
      )}
    </Page>
  )
}

const nobody = new Map<string, string>()

/** The poster through the camera, or a recent workplace with a tap. */
function Where() {
  useEffect(() => void lookBack(), [])
  const [word, say] = useState('')
  const hearing: Hearing = {
    word: word || t('scan.next.poster'),
    read: nobody,
    onHeard: (heard) => {
      if (heard.kind === 'place') navigate(`/crew/${heard.poster}`, 'replace')
      else say(t(heard.kind === 'person' || heard.kind === 'again' ? 'crew.place_first' : `scan.${heard.kind}`))
    },
  }
  return (
    <>
      <Reading {...hearing} />
      <Photo {...hearing} />
      <section class="crew-choice">
        <WorkplaceChoice title={t('work.recent')} addressOf={(number) => `/crew/${number}`} />
      </section>
    </>
  )
}
