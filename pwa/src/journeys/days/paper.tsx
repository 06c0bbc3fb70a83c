import { useState } from 'preact/hooks'
import { printAll, printReceipts } from '../../api/papers'
import type { Reply } from '../../api/reply'
import { language, t } from '../../i18n'
import type { InOrder } from '../../offline/presence-record'
import { wordsOf } from '../../refusal/words'
import { Button } from '../../ui/button'
import { keepFile } from '../../keep/files'
import { Document, Printer } from '../../ui/icons'
import { Notice } from '../../ui/notice'

/** A month on paper: its receipts as PDF, laid out by the register, or the page as it is, also without network. */
export function Paper({ month, registered }: { month: string; registered: InOrder[] }) {
  const [state, setState] = useState<'idle' | 'busy' | Exclude<Reply<Blob>, { kind: 'ok' }>>('idle')
  // Earliest first, so that each file of several goes on where the one before ended.
  const receipts = [...new Set(registered.map(({ receipt }) => receipt).filter(Boolean))].reverse()
  const without = registered.filter(({ receipt }) => !receipt).length
  const print = async () => {
    setState('busy')
    const failed = await printAll(
      receipts,
      (some) => printReceipts(some, language.value),
      (paper, part) => keepFile(paper, `receipts-${month}${part}.pdf`),
    )
    setState(failed ?? 'idle')
  }
  const failed = typeof state === 'object' ? wordsOf(state.kind === 'problem' ? state.code : 'unreachable') : undefined
  return (
    <div class="month-paper">
      {failed && (
        <Notice tone="wait" title={failed.title} live>
          <p>{failed.who}</p>
        </Notice>
      )}
      <div class="button-row">
        {receipts.length > 0 && (
          <Button icon={<Document />} busy={state === 'busy'} onPress={() => void print()}>
            {t('days.pdf')}
          </Button>
        )}
        <Button icon={<Printer />} onPress={() => window.print()}>
          {t('receipt.print')}
        </Button>
      </div>
      {without > 0 && <p>{t('days.pdf.without', { count: without })}</p>}
    </div>
  )
}
