import { linkOf, trimBlank } from './link'

/** The text of a receipt's code. */
export interface ReceiptText {
  /** The signed part, a compact JWS. */
  jws: string
  /** What proves whose it is, where its holder shows that too: 22 base64url characters. */
  salt?: string
}

/**
 * The parts of a receipt, from the link in its code (`https://HOST/r#JWS` or
 * `https://HOST/r#JWS~SALT`) or bare. Only the shape is checked.
 */
export function parseReceiptText(text: string): ReceiptText | undefined {
  return partsOf(trimBlank(text)) ?? partsOf(linkOf(text))
}

function partsOf(link: string): ReceiptText | undefined {
  const bare = /^(?:https?:\/\/)?[^/?#\s]+\/r\/?(?:#|%23)(.*)$/is.exec(link)?.[1] ?? link
  const [, jws, salt] = /^(eyJ[\w-]*\.[\w-]+\.[\w-]*)(?:~([\w-]{22}))?$/.exec(bare) ?? []
  return jws ? { jws, ...(salt && { salt }) } : undefined
}
