/**
 * What came back from the register. A reply counts only when it is plainly
 * the register's own: the page of a hotel's network is nobody's answer.
 */

/** The reply to a request: its value, a refusal in the register's words, or nobody. */
export type Reply<T> =
  | { kind: 'ok'; value: T }
  | { kind: 'problem'; status: number; code: string; retryAfter?: number }
  | { kind: 'unreachable' }

/** What was received, before it is known whose words they are. */
export interface Received {
  status: number
  /** The body as JSON, or undefined when it was none. */
  body: unknown
  /** The header Retry-After: seconds. */
  retryAfter?: string | null
}

/** Reads a reply. `looksRight` tells the expected value from somebody else's JSON. */
export function replyOf<T>(received: Received, looksRight: (body: object) => boolean): Reply<T> {
  const { status, body } = received
  if (typeof body !== 'object' || body === null) return { kind: 'unreachable' }
  if (status >= 200 && status < 300) {
    return looksRight(body) ? { kind: 'ok', value: body as T } : { kind: 'unreachable' }
  }
  const code = (body as { code?: unknown }).code
  if (status < 400 || typeof code !== 'string') return { kind: 'unreachable' }
  const seconds = Number.parseInt(received.retryAfter ?? '', 10)
  return { kind: 'problem', status, code: precise(body) ?? code, ...(seconds > 0 && { retryAfter: seconds }) }
}

/** The first named mistake says more than a code that stands for several. */
function precise(body: object): string | undefined {
  const first = (body as { errors?: { code?: unknown }[] }).errors?.[0]?.code
  return typeof first === 'string' ? first : undefined
}
