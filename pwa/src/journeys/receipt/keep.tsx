import { formatDay, formatTime, language, languages, t } from '../../i18n'
import { groupReceiptNumber } from '../../numbers'
import type { InOrder, PresenceRecord } from '../../offline/presence-record'
import { Button } from '../../ui/button'
import { Save, Share } from '../../ui/icons'
import { Qr } from '../../ui/qr'
import { isSimulation, receiptLink, toneOf, verdictOf } from './model'

/** The receipt's code for an inspector, and ways to keep it. */
export function Keep({ kept }: { kept: PresenceRecord }) {
  const link = receiptLink(location.origin, kept)
  if (kept.state !== 'registered' || !link) return null
  return (
    <>
      <figure class="receipt-qr">
        <Qr text={link} label={t('receipt.qr')} />
        <figcaption>{t('receipt.qr.text')}</figcaption>
      </figure>
      <div class="button-row">
        <Button icon={<Save />} onPress={() => void saveReceipt(kept, link)}>
          {t('receipt.save')}
        </Button>
        {'share' in navigator && (
          <Button icon={<Share />} onPress={() => void shareReceipt(kept, link)}>
            {t('receipt.share')}
          </Button>
        )}
      </div>
    </>
  )
}

const nameOf = (kept: InOrder) => `receipt-${kept.receiptNumber}.png`

async function saveReceipt(kept: InOrder, link: string): Promise<void> {
  const picture = await draw(kept, link)
  if (picture) (await import('./picture')).save(picture, nameOf(kept))
}

async function shareReceipt(kept: InOrder, link: string): Promise<void> {
  const { share } = await import('./picture')
  const text = t('receipt.share.text', {
    number: isolated(groupReceiptNumber(kept.receiptNumber)),
    workplace: kept.workplace?.name ?? '',
    day: formatDay(kept.on, 'full'),
  })
  await share(await draw(kept, link), nameOf(kept), text)
}

async function draw(kept: InOrder, link: string): Promise<Blob | undefined> {
  const { pictureOf } = await import('./picture')
  const verdict = verdictOf(kept, false)
  return pictureOf({
    word: t(verdict === 'already' || verdict === 'remarked' ? `receipt.${verdict}` : 'receipt.registered'),
    tone: toneOf(verdict) === 'good' ? 'good' : 'wait',
    number: isolated(groupReceiptNumber(kept.receiptNumber)),
    lines: [
      isSimulation(kept) ? t('receipt.simulation') : '',
      kept.workplace?.name ?? '',
      kept.workplace?.number ?? '',
      formatDay(kept.on, 'full'),
      `${t('receipt.time')} ${formatTime(kept.recordedAt)}`,
      kept.worker ?? '',
    ].filter(Boolean),
    link,
    dir: languages.find(({ code }) => code === language.value)?.dir ?? 'ltr',
  })
}

/** Keeps the groups of a number in order where the text around runs from the right (Unicode LRI … PDI). */
function isolated(number: string): string {
  return `\u2066${number}\u2069`
}
