import { textOf } from './bytes'

/** What a decoder says of one code. */
export interface RawCode {
  text: string
  bytes: Uint8Array
  /** It says how its bytes are to be read; then `text` is right. */
  hasECI: boolean
  /** How many codes hold the text, which of them this is, from 0, and what they have in common; a size below 2 is a whole text. */
  sequenceSize: number
  sequenceIndex: number
  sequenceId: string
}

/** How many codes of one text were read, and how many there are. */
export interface Progress {
  have: number
  of: number
}

/**
 * Texts that are spread over several codes (structured append, ISO/IEC 18004,
 * 8), put together as their parts are seen, in any order and in several
 * pictures. A part alone is never a text.
 */
export class Parts {
  private key = ''
  private readonly parts = new Map<number, RawCode>()
  private of = 0

  /** The whole texts among codes, and those that the codes made whole. */
  take(codes: RawCode[]): string[] {
    return codes.flatMap((code) => {
      if (code.sequenceSize < 2) return [wholeOf([code])]
      const text = this.add(code)
      return text === undefined ? [] : [text]
    })
  }

  /** Of the text whose parts are being read; undefined where there is none. */
  get progress(): Progress | undefined {
    return this.of > 0 && this.parts.size < this.of ? { have: this.parts.size, of: this.of } : undefined
  }

  /** Forgets parts: another visit, another document. */
  clear(): void {
    this.parts.clear()
    this.key = ''
    this.of = 0
  }

  private add(code: RawCode): string | undefined {
    const key = `${code.sequenceId}/${code.sequenceSize}`
    if (key !== this.key) this.clear()
    this.key = key
    this.of = code.sequenceSize
    this.parts.set(code.sequenceIndex, code)
    if (this.parts.size < this.of) return undefined
    return wholeOf([...this.parts.keys()].sort((a, b) => a - b).flatMap((index) => this.parts.get(index) ?? []))
  }
}

/** A character may begin in one code and end in the next: bytes are joined, then read. */
function wholeOf(codes: RawCode[]): string {
  if (codes.some((code) => code.hasECI)) return unmarked(codes.map((code) => code.text).join(''))
  const bytes = new Uint8Array(codes.reduce((length, code) => length + code.bytes.length, 0))
  let at = 0
  for (const code of codes) {
    bytes.set(code.bytes, at)
    at += code.bytes.length
  }
  return unmarked(textOf(bytes))
}

/** A byte order mark is no part of a text. */
const unmarked = (text: string) => text.replace(/^\ufeff/, '')

/**
 * Whether a text cannot be a part of one, nor read with the wrong characters:
 * links of our own, whose check character or signature would not fit, a Limosa
 * number, and addresses that end in a whole day, as those of a Limosa L1 do.
 */
export const isSurelyWhole = (text: string): boolean => surelyWhole.test(text)

const surelyWhole = /^(?:https?:\/\/[!-~]+(?:\/(?:p\/|r#)[!-~]+|=\d{4}-\d\d-\d\d)|\d{17})$/
