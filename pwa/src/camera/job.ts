/**
 * What the page and the camera's worker say to each other.
 */

import type { Light } from './eye'
import type { Progress } from './parts'

/** How hard to look: a camera gives another picture at once, a photo is all there is. */
export type Effort = 'quick' | 'thorough' | 'photo'

/** Asks for the texts of the codes in a picture; without a picture, to get ready. */
export interface Job {
  id: number
  picture?: ImageBitmap | ImageData
  effort: Effort
  /** Parts of texts that were read before count no more: another document, another visit. */
  anew?: boolean
  /** Whether to measure the light too. */
  light?: boolean
}

/** The texts, in no particular order; none when nothing was found. */
export interface Done {
  id: number
  texts: string[]
  /** A text that is spread over several codes, not all of which were read yet. */
  parts?: Progress
  /** When it was asked for. */
  light?: Light
  /** The worker cannot read codes at all: its decoder is out of reach. */
  failed?: boolean
}
