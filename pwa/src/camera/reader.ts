/**
 * The page's end of the worker that reads codes. One worker serves the whole
 * visit, so that its decoder is loaded once.
 */
import type { Done, Effort, Job } from './job'

let worker: Worker | undefined
let last = 0
const open = new Map<number, (done: Done) => void>()

function ask(job: Omit<Job, 'id'>): Promise<Done> {
  worker ??= hire()
  const id = ++last
  const transfer = 'picture' in job && typeof ImageBitmap !== 'undefined' && job.picture instanceof ImageBitmap ? [job.picture] : []
  return new Promise((resolve) => {
    open.set(id, resolve)
    worker?.postMessage({ ...job, id }, transfer)
  })
}

function hire(): Worker {
  const hired = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  hired.onmessage = ({ data }: MessageEvent<Done>) => {
    open.get(data.id)?.(data)
    open.delete(data.id)
  }
  hired.onerror = () => {
    // Its script did not load: everybody who waits is told, and the next picture hires anew.
    for (const [id, resolve] of open) resolve({ id, texts: [], failed: true })
    open.clear()
    hired.terminate()
    worker = undefined
  }
  return hired
}

/** Fetches what reading needs before it is needed. */
export function warmUp(): Promise<unknown> {
  return ask({ effort: 'quick' })
}

/**
 * The texts of the codes in a picture, which is used up; `failed` when codes
 * cannot be read at all. Parts of a text are kept from picture to picture,
 * unless it is to begin anew.
 */
export function readCodes(picture: ImageBitmap | ImageData, effort: Effort, also: Pick<Job, 'anew' | 'light'> = {}): Promise<Omit<Done, 'id'>> {
  return ask({ picture, effort, ...also })
}
