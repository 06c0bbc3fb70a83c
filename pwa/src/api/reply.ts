/**
 * What came back from the register. A reply counts only when it is plainly
 * the register's own: the page of a hotel's network is nobody's answer.
 */
import type { components } from './schema.gen'

/** What the register saw in a picture that it could not read. */
export type Advice = NonNullable<components['schemas']['Problem']['advice']>

/** The reply to a request: its value, a refusal in the register's words, or nobody. */
export type Reply<T> =
  | { kind: 'ok'; value: T }
  | { kind: 'problem'; status: number; code: string; errors?: Mistake[]; retryAfter?: number; advice?: Advice }
  | { kind: 'unreachable' }

/** One input that is wrong, and why. */
export interface Mistake {
  field: string
  code: string
}

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
  const advice = adviceOf(body)
  const seconds = Number.parseInt(received.retryAfter ?? '', 10)
  const errors = mistakes(body)
  return {
    kind: 'problem',
    status,
    // The first named mistake says more than a code that stands for several.
    code: errors[0]?.code ?? code,
    ...(errors.length > 0 && { errors }),
    ...(seconds > 0 && { retryAfter: seconds }),
    ...(advice && { advice }),
  }
}

const known: readonly unknown[] = ['dark', 'far', 'blurred'] satisfies Advice[]

function adviceOf(body: object): Advice | undefined {
  const { advice } = body as { advice?: Advice }
  return known.includes(advice) ? advice : undefined
}

function mistakes(body: object): Mistake[] {
  const named = (body as { errors?: unknown }).errors
  if (!Array.isArray(named)) return []
  return (named as Partial<Mistake>[]).flatMap(({ field, code }) =>
    typeof field === 'string' && typeof code === 'string' ? [{ field, code }] : [],
  )
}
