/**
 * Measures the aim of the whole: from the poster in view to the receipt, on a
 * slow phone with slow 4G, and how much script comes before the camera opens.
 * The browser slows the page's own thread; its workers keep their speed.
 */
import type { CDPSession } from 'playwright-core'
import { parade, seeOutcomes } from './steps/crew'
import { countScripts, readyForTheField, slow4G } from './steps/network'
import { signIn } from './steps/portal'
import { openHome, register, scan, see } from './steps/way'
import { newWorker } from './world/people'
import { type Phone, switchOn } from './world/phone'
import { type Poster, poster } from './world/posters'
import { newFolder, startProgram } from './world/program'

const slowDown = 4

/** Prints the medians of `rounds` first visits and as many visits of a phone that knows the app. */
export default async function measure(rounds = '20'): Promise<void> {
  const program = await startProgram(newFolder())
  const gate = await poster(program.origin)
  const first: number[] = []
  const known: number[] = []
  const painted: number[] = []
  let bytes = 0
  for (let round = 0; round < Number(rounds); round++) {
    const phone = await switchOn({ origin: program.origin, film: filmOf(gate) })
    const network = await slowPhone(phone)
    const counted = countScripts(network)
    await openHome(phone)
    painted.push(await phone.page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN))
    first.push(await registerOnce(phone, () => (bytes = counted())))
    await openHome(phone)
    known.push(await registerOnce(phone))
    await phone.off()
    phone.forget()
  }
  const crews = await measureCrews(program.origin, gate)
  await program.remove()
  report('first visit: something is painted', painted)
  report('poster to receipt, first visit', first)
  report('poster to receipt, app known', known)
  report('a crew of ten, one L1 a second', crews)
  process.stdout.write(`script before the camera opens: ${(bytes / 1000).toFixed(1)} kB as transferred\n`)
}

/** Milliseconds from opening the page of a crew to the tenth receipt, on a slow phone that knows the app. */
async function measureCrews(origin: string, gate: Poster): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < 3; round++) {
    const phone = await switchOn({ origin, film: parade(Array.from({ length: 10 }, () => newWorker())) })
    await signIn(phone, 'subcontractor')
    await readyForTheField(phone)
    await slowPhone(phone)
    const start = performance.now()
    await phone.page.goto(`/crew/${gate.code}`)
    await seeOutcomes(phone, 'days.registered', 10)
    times.push(performance.now() - start)
    await phone.off()
    phone.forget()
  }
  return times
}

/** Both codes beside each other in time, half a second each: as quick as a hand can be. */
function filmOf(gate: Poster) {
  return [{ text: gate.link, seconds: 0.5 }, { text: newWorker().code, seconds: 0.5 }]
}

/** Milliseconds from the moment the camera shows its first picture to the receipt; the tap is immediate. */
async function registerOnce(phone: Phone, onCamera?: () => void): Promise<number> {
  const opened = phone.page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0, undefined, { polling: 20 })
  const way = scan(phone)
  await opened
  const start = performance.now()
  onCamera?.()
  await way
  await register(phone)
  // The second time the register remarks that the person is there already: a receipt as well.
  await see(phone, 'receipt.number')
  return performance.now() - start
}

async function slowPhone({ context, page }: Phone): Promise<CDPSession> {
  const device = await context.newCDPSession(page)
  await device.send('Network.enable')
  await device.send('Network.emulateNetworkConditions', slow4G)
  await device.send('Emulation.setCPUThrottlingRate', { rate: slowDown })
  return device
}

function report(what: string, times: number[]): void {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => ((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) / 1000).toFixed(2)
  process.stdout.write(`${what}: median ${at(0.5)} s, slowest ${at(1)} s, of ${sorted.length}\n`)
}
