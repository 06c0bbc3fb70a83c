import '../../ui/form.css'
import { useState } from 'preact/hooks'
import { getGateScreen } from '../../api/workplaces'
import type { Reply } from '../../api/reply'
import { t } from '../../i18n'
import { gateLinkFor } from '../../numbers/gate-screen'
import { Trouble } from '../../refusal/trouble'
import { Button, LinkButton } from '../../ui/button'
import { Poster } from '../../ui/icons'
import { Qr } from '../../ui/qr'

/** In place of paper: the link for a tablet at the gate, to scan with it or to open here. */
export function OnScreen({ number, code }: { number: string; code: string }) {
  const [reply, setReply] = useState<Reply<{ key: string }>>()
  const link = reply?.kind === 'ok' ? gateLinkFor(location.origin, { poster: code, key: reply.value.key }) : undefined
  return (
    <section class="part" aria-labelledby="on-screen">
      <h2 id="on-screen">{t('gate.title')}</h2>
      <p>{t('gate.text')}</p>
      <Trouble reply={reply} />
      {link ? (
        <>
          <p>{t('gate.scan')}</p>
          <Qr text={link} label={t('gate.scan')} size={220} />
          <LinkButton href={link.slice(location.origin.length)} icon={<Poster />}>
            {t('gate.open')}
          </LinkButton>
        </>
      ) : (
        <Button icon={<Poster />} onPress={() => void getGateScreen(number, code).then(setReply)}>
          {t('gate.make')}
        </Button>
      )}
    </section>
  )
}
