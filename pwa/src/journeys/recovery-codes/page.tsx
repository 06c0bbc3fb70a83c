import './page.css'
import { useEffect, useState } from 'preact/hooks'
import { addRecoveryCodes, refreshMe } from '../../api/account'
import type { Reply } from '../../api/reply'
import { me } from '../../api/session'
import { t } from '../../i18n'
import { saying } from '../../refusal/mistakes'
import { navigate } from '../../router'
import { Button } from '../../ui/button'
import { Printer, Save, Shield } from '../../ui/icons'
import { Notice } from '../../ui/notice'
import { Page } from '../../ui/page'

/** Codes for when the second factor is not at hand: made, printed and copied here, and shown once. */
export default function RecoveryCodes() {
  const user = me.value
  useEffect(() => {
    if (!user) navigate('/in?to=/me/recovery', 'replace')
  }, [user])
  const [made, setMade] = useState<Reply<{ codes: string[] }>>()
  const make = async () => {
    setMade(await addRecoveryCodes())
    await refreshMe()
  }
  const codes = made?.kind === 'ok' ? made.value.codes : undefined
  return (
    <Page title={t('recovery.title')} back={{ href: '/me', label: t('me.title') }}>
      <div class="form recovery">
        <p>{t('recovery.text')}</p>
        {made && made.kind !== 'ok' && (
          <Notice tone="bad" live>
            <p>{saying(made)}</p>
          </Notice>
        )}
        {codes ? <Shown codes={codes} /> : <Making left={user?.recoveryCodes ?? 0} onMake={() => void make()} />}
      </div>
    </Page>
  )
}

function Making({ left, onMake }: { left: number; onMake: () => void }) {
  return (
    <>
      {left > 0 && (
        <Notice tone="wait">
          <p>{t('recovery.left', { count: left })}</p>
          <p>{t('recovery.new.text')}</p>
        </Notice>
      )}
      <Button kind={left > 0 ? 'plain' : 'primary'} icon={<Shield />} onPress={onMake}>
        {t(left > 0 ? 'recovery.new' : 'recovery.make')}
      </Button>
    </>
  )
}

function Shown({ codes }: { codes: string[] }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(codes.join('\n'))
      setCopied(true)
    } catch {
      // Not allowed; the codes are still there to print.
    }
  }
  return (
    <>
      <ol class="recovery-codes">
        {codes.map((code) => (
          <li class="code" key={code}>
            {code}
          </li>
        ))}
      </ol>
      <Notice tone="wait" live>
        <p>{t('recovery.once')}</p>
      </Notice>
      <Button kind="primary" icon={<Printer />} onPress={() => print()}>
        {t('recovery.print')}
      </Button>
      <Button icon={<Save />} onPress={() => void copy()}>
        {t(copied ? 'recovery.copied' : 'recovery.copy')}
      </Button>
    </>
  )
}
