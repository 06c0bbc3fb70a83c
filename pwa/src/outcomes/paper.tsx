/**
 * The receipts of several people on one paper: as PDF, laid out by the register
 * with names and codes; and, of those kept on this phone, as codes on the screen,
 * which are there without network and can be printed.
 */
import './paper.css'
import { useId, useState } from 'preact/hooks'
import { printAll, printPresences } from '../api/papers'
import type { Reply } from '../api/reply'
import { formatDay, language, t } from '../i18n'
import { groupReceiptNumber } from '../numbers/receipt-groups'
import { type PresenceRecord, receiptLink } from '../offline/presence-record'
import { wordsOf } from '../refusal/words'
import { Button } from '../ui/button'
import { keepFile } from '../keep/files'
import { Document, Printer, Viewfinder } from '../ui/icons'
import { Notice } from '../ui/notice'
import { Qr } from '../ui/qr'
import { Said } from './direction'

/** What is put on paper: presences with a receipt number, by their ids; what of them this phone keeps; and how many more are shown that have no receipt number. */
export interface Papers {
  ids: string[]
  kept?: PresenceRecord[]
  without?: number
}

/** Ways to have the receipts of several people on paper; nothing where nobody has one. */
export function Paper({ ids, kept = [], without = 0 }: Papers) {
  const [open, setOpen] = useState(false)
  const [state, setState] = useState<'idle' | 'busy' | Exclude<Reply<Blob>, { kind: 'ok' }>>('idle')
  const region = useId()
  if (ids.length === 0) return null
  const print = async () => {
    setState('busy')
    const failed = await printAll(
      ids,
      (some) => printPresences(some, language.value),
      (paper, part) => keepFile(paper, `crew-receipts${part}.pdf`),
    )
    setState(failed ?? 'idle')
  }
  const failed = typeof state === 'object' ? wordsOf(state.kind === 'problem' ? state.code : 'unreachable') : undefined
  const coded = kept.filter((record) => receiptLink('', record) !== undefined)
  return (
    <div class="crew-paper">
      {failed && (
        <Notice tone="wait" title={failed.title} live>
          <p>{failed.who}</p>
        </Notice>
      )}
      <div class="button-row">
        <Button icon={<Document />} busy={state === 'busy'} onPress={() => void print()}>
          {t('crew.paper')}
        </Button>
        {coded.length > 0 && (
          <Button icon={<Viewfinder />} expands={{ id: region, open }} onPress={() => setOpen(!open)}>
            {t(open ? 'crew.codes.hide' : 'crew.codes')}
          </Button>
        )}
      </div>
      {without > 0 && <p>{t('crew.paper.without', { count: without })}</p>}
      <div id={region}>{open && <Codes of={coded} />}</div>
    </div>
  )
}

/** The code of each receipt, with whose it is. */
function Codes({ of }: { of: PresenceRecord[] }) {
  return (
    <>
      <p>{t('sheet.codes')}</p>
      <ul class="crew-codes">
        {of.map((record) => (
          <li key={record.id}>
            <Qr text={receiptLink(location.origin, record) ?? ''} label={t('receipt.qr')} />
            <p>
              <strong>
                <bdi>{record.worker ?? t('confirm.person')}</bdi>
              </strong>
              <br />
              <bdi>{record.workplace?.name}</bdi>
              <br />
              <bdi class="code">{record.workplace?.number}</bdi>
              <br />
              {formatDay(record.on, 'date')}
              <br />
              <Said record={record} />
              {'receiptNumber' in record && record.receiptNumber && <bdi class="code">{groupReceiptNumber(record.receiptNumber)}</bdi>}
            </p>
          </li>
        ))}
      </ul>
      <Button icon={<Printer />} onPress={() => print()}>
        {t('receipt.print')}
      </Button>
    </>
  )
}
