/** Pictures of coming and going, and of what waits for its authority. */
import { hoursPass } from './steps/in-and-out'
import { signIn } from './steps/portal'
import { shownReceipt } from './steps/inspect'
import { openHome, scan, see, seeReceipt, seeVerdict, tap, visit } from './steps/way'
import { type Tour, walk } from './tour'
import { newWorker } from './world/people'
import { poster, timedPoster } from './world/posters'
import { newFolder, operate, startProgram } from './world/program'

/** A cleaner's day as its phone and the office see it, and a receipt that another authority numbers. */
export async function tourOfInAndOut(tour: Tour): Promise<void> {
  const gate = await timedPoster(tour.origin)
  await walk(tour, [{ text: gate.link }, { text: newWorker().code }], async (phone, shoot) => {
    for (const [word, name] of [['direction.in', 'in'], ['direction.pause', 'out'], ['direction.in', 'in-again']] as const) {
      await openHome(phone)
      await scan(phone)
      await see(phone, word)
      await shoot(`timed-confirm-${name}`)
      await tap(phone, word)
      await seeReceipt(phone)
      await shoot(`timed-receipt-${name}`)
    }
    await openHome(phone)
    await shoot('timed-home')
    await visit(phone, '/days')
    await shoot('timed-days')
    await phone.page.locator('.days-time[href]').nth(1).click()
    await seeReceipt(phone)
    await phone.page.goto(await shownReceipt(phone, tour.origin))
    await seeVerdict(phone, 'verify.today.title')
    await shoot('timed-verify')
    await openHome(phone)
    await hoursPass(phone, 16)
    await shoot('timed-home-forgotten')
    await scan(phone)
    await see(phone, 'confirm.forgotten.text')
    await shoot('timed-confirm-forgotten')
    await visit(phone, '/days')
    await shoot('timed-days-forgotten')
  })
  await walk(tour, [], async (phone, shoot) => {
    await signIn(phone, 'manager')
    const pages = { board: `/board/${gate.workplace}`, left: `/board/${gate.workplace}?show=left`, presences: '/presences', place: `/places/${gate.workplace}` }
    for (const [name, path] of Object.entries(pages)) {
      await visit(phone, path)
      await shoot(`timed-${name}`)
    }
  })
  await walk(tour, [], async (phone, shoot) => {
    await signIn(phone, 'subcontractor')
    await visit(phone, `/crew/${gate.code}`)
    await see(phone, 'refusal.self_only.title')
    await shoot('timed-crew-self-only')
  })
  await tourOfAnotherAuthority(tour)
}

async function tourOfAnotherAuthority(tour: Tour): Promise<void> {
  const data = newFolder()
  const register = await startProgram(data, 0, '--authority=simulated:30s', '--rule=construction-out=2026-01-01')
  operate(data, 'a proof', 'mandate', 'give', 'BE0000000394', 'simulated')
  const gate = await poster(register.origin)
  await walk({ ...tour, origin: register.origin }, [{ text: gate.link }], async (phone, shoot) => {
    await signIn(phone, 'independent')
    await openHome(phone)
    await scan(phone)
    await tap(phone, 'direction.in')
    await seeVerdict(phone, 'receipt.queued')
    await shoot('timed-receipt-queued')
    await openHome(phone)
    await shoot('timed-home-queued')
    await visit(phone, '/days')
    await shoot('timed-days-queued')
    await visit(phone, `/crew/${gate.code}`)
    await shoot('timed-crew')
    await visit(phone, '/work')
    await see(phone, 'work.people')
    await shoot('timed-work')
  })
  await register.remove()
}
