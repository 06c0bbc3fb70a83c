import './page.css'
import { useEffect, useState } from 'preact/hooks'
import { today } from '../../api/clock'
import { me, type Me } from '../../api/session'
import { t } from '../../i18n'
import { begin } from '../../offline/draft'
import { presences } from '../../offline/queue'
import { lookBack, recentDays } from '../../offline/recent-days'
import { inOrder } from '../../outcomes/model'
import { Outcomes, SignedOut } from '../../outcomes/list'
import { Paper } from '../../outcomes/paper'
import { papersOf } from '../../outcomes/papers'
import { NissPrompt } from '../../niss-prompt/niss-prompt'
import { wordsOf } from '../../refusal/words'
import { Button, LinkButton } from '../../ui/button'
import { People, Viewfinder } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'
import { WorkplaceChoice } from '../../workplace-choice/choice'
import { lastDayOf } from './model'
import { Same } from './same'

/** The start of the day of who is signed in: the same as last time in one tap. */
export default function Work() {
  const user = me.value
  const [made, setMade] = useState<string[]>()
  const fresh = useLookingBack()
  if (!user) return <SignedOut />
  const able = user.registersSelf || user.entitlements.includes('register')
  return (
    <Page title={t('work.title')} back={{ href: '/portal', label: t('portal.title') }} wide>
      {!able && (
        <Notice tone="bad" title={wordsOf('not_entitled').title}>
          <p>{wordsOf('not_entitled').who}</p>
        </Notice>
      )}
      {able && (made ? <Result ids={made} onDone={() => setMade(undefined)} /> : <Begin user={user} fresh={fresh} onMade={setMade} />)}
      {!made && !user.registersSelf && <NissPrompt user={user} />}
    </Page>
  )
}

/** Undefined while the register is asked, then whether it answered. */
function useLookingBack(): boolean | undefined {
  const [fresh, setFresh] = useState<boolean>()
  useEffect(() => {
    begin()
    void lookBack().then(setFresh)
  }, [])
  return fresh
}

function Begin({ user, fresh, onMade }: { user: Me; fresh: boolean | undefined; onMade: (ids: string[]) => void }) {
  const known = recentDays.value
  if (known === undefined) return <p role="status">{t('work.looking')}</p>
  const last = known ? lastDayOf(known, user, today()) : []
  return (
    <>
      {fresh === false && (
        <Notice tone="wait" live>
          <p>{t(known ? 'confirm.seen' : 'work.unknown')}</p>
        </Notice>
      )}
      {known && last.length === 0 && <p>{t('work.none')}</p>}
      {known && last.length > 0 && <Same key={last[0]?.on} user={user} known={known} last={last} onMade={onMade} />}
      <Elsewhere user={user} primary={last.length === 0} />
    </>
  )
}

/** What became of everybody, and the way back. */
function Result({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const all = ids.flatMap((id) => presences.value?.find((record) => record.id === id) ?? [])
  const done = () => {
    void lookBack()
    onDone()
  }
  return (
    <>
      <p class="work-score" role="status">
        {t('work.score', { done: inOrder(all), all: all.length })}
      </p>
      <Outcomes of={all} />
      <Paper {...papersOf(all)} />
      <div class="actions">
        <Button kind="primary" onPress={done}>
          {t('receipt.done')}
        </Button>
      </div>
    </>
  )
}

/** Another workplace than last time: a recent one, a poster, or a crew with their L1s. */
function Elsewhere({ user, primary }: { user: Me; primary: boolean }) {
  return (
    <section class="work-part">
      <h2>{t('work.elsewhere')}</h2>
      <LinkButton kind={primary ? 'primary' : 'plain'} href="/scan" icon={<Viewfinder />}>
        {t('refusal.action.poster')}
      </LinkButton>
      {user.entitlements.includes('register') && (
        <LinkButton href="/crew" icon={<People />}>
          {t('crew.title')}
        </LinkButton>
      )}
      <WorkplaceChoice addressOf={(number) => `/w/${number}`} />
    </section>
  )
}
