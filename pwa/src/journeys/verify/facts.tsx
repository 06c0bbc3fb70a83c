import { formatDay, formatTime, t } from '../../i18n'
import { brusselsDay } from '../../numbers'
import { groupReceiptNumber } from '../../numbers/receipt-groups'
import { Notice } from '../../ui/notice'
import type { Receipt } from './receipt'

/** All that a receipt says, and what it cannot say. */
export function Facts({ receipt }: { receipt: Receipt }) {
  const issued = new Date(receipt.issuedAt * 1000)
  return (
    <>
      <dl class="verify-facts">
        <dt>{t('verify.fact.day')}</dt>
        <dd class="verify-day">{formatDay(receipt.day, 'full')}</dd>
        {receipt.direction && receipt.at !== undefined && (
          <>
            <dt>{t(`direction.${receipt.direction}`)}</dt>
            <dd class="verify-day code">{formatTime(new Date(receipt.at * 1000))}</dd>
          </>
        )}
        <dt>{t('verify.fact.workplace')}</dt>
        <dd class="code">{receipt.workplace}</dd>
        <dt>{t('verify.fact.number')}</dt>
        <dd class="code">{groupReceiptNumber(receipt.number)}</dd>
        {receipt.authority && (
          <>
            <dt>{t('receipt.authority')}</dt>
            <dd>{receipt.authority}</dd>
          </>
        )}
        <dt>{t('verify.fact.recorded')}</dt>
        <dd>
          {formatDay(brusselsDay(issued))} <span class="code">{formatTime(issued)}</span>
        </dd>
        <dt>{t('verify.fact.channel')}</dt>
        <dd>{channelName(receipt.channel)}</dd>
        {receipt.employer && (
          <>
            <dt>{t('verify.fact.employer')}</dt>
            <dd class="code">{receipt.employer}</dd>
          </>
        )}
      </dl>
      <Notice>{t('verify.cancelled_unknown')}</Notice>
    </>
  )
}

/** A channel that this version has no word for is shown as the register names it. */
function channelName(channel: string): string {
  switch (channel) {
    case 'mobile':
    case 'desktop':
    case 'web_service':
    case 'gateway':
      return t(`verify.channel.${channel}`)
    default:
      return channel
  }
}
