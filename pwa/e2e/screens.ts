/** Takes a picture of every screen: on a phone and a desktop, in three languages, light and dark. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { forged, prove, shownReceipt } from './steps/inspect'
import { loseNetwork, readyForTheField } from './steps/network'
import { signIn } from './steps/portal'
import { openHome, register, rememberL1, scan, see, seeReceipt, seeVerdict, tap, visit } from './steps/way'
import { dayFromNow, newWorker } from './world/people'
import { tourOfAgain } from './screens-again'
import { tourOfTheBoard } from './screens-board'
import { tourOfAForeman } from './screens-crew'
import { tourOfAnImport } from './screens-import'
import { tourOfInAndOut } from './screens-in-and-out'
import { tourOfNotices } from './screens-notices'
import { tourOfTheDesk } from './screens-portal'
import { tourOfTheSiteManager } from './screens-workplace'
import { type Tour, walk } from './tour'
import { poster } from './world/posters'
import { newFolder, startProgram } from './world/program'

const languages = ['nl', 'ro', 'ar']
const sizes = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } }

/** Takes the pictures into a folder, named by language, size, screen and theme. */
export default async function screens(folder: string | undefined, only?: string, onlyTour?: string): Promise<void> {
  if (!folder) throw new Error('npm run screens -- FOLDER [LANGUAGE [TOUR]]')
  mkdirSync(folder, { recursive: true })
  const program = await startProgram(newFolder())
  const gates = { open: await poster(program.origin), closed: await poster(program.origin, 'closed') }
  for (const language of only ? [only] : languages) {
    for (const [device, size] of Object.entries(sizes)) {
      const tour = { origin: program.origin, language, size, gates, prefix: join(folder, `${language}-${device}`) }
      for (const [name, take] of Object.entries(tours)) if (!onlyTour || name === onlyTour) await take(tour)
    }
  }
  await program.remove()
}

/** The tours, by name. */
const tours: Record<string, (tour: Tour) => Promise<void>> = {
  registering: tourOfRegistering,
  offline: tourWithoutNetwork,
  typing: tourWithoutCamera,
  account: tourOfAnAccount,
  site: tourOfTheSiteManager,
  board: tourOfTheBoard,
  desk: tourOfTheDesk,
  import: tourOfAnImport,
  crew: tourOfAForeman,
  again: tourOfAgain,
  notices: tourOfNotices,
  timed: tourOfInAndOut,
}

function tourOfRegistering(tour: Tour): Promise<void> {
  const worker = newWorker({ to: dayFromNow(20) })
  return walk(tour, [{ text: worker.code, seconds: 8 }, { text: tour.gates.open.link }], async (phone, shoot) => {
    await openHome(phone)
    await shoot('home')
    await phone.page.getByRole('link', { name: phone.say('home.scan'), exact: true }).click()
    await see(phone, 'scan.next.poster')
    await shoot('scan')
    await phone.page.getByText(tour.gates.open.name).waitFor()
    await shoot('confirm')
    await register(phone)
    await seeReceipt(phone)
    await shoot('receipt-asks')
    await rememberL1(phone)
    await shoot('receipt')
    const receipt = await shownReceipt(phone, tour.origin)
    await prove(phone)
    await shoot('receipt-proof')
    await openHome(phone)
    await shoot('home-registered')
    await scan(phone)
    await register(phone)
    await seeReceipt(phone, 'receipt.already')
    await shoot('receipt-already')
    await tap(phone, 'receipt.undo')
    await shoot('undo')
    await visit(phone, '/days')
    await shoot('days')
    await phone.page.goto(receipt)
    await seeVerdict(phone, 'verify.today.title')
    await shoot('verify-today')
    await phone.page.goto(forged(receipt))
    await seeVerdict(phone, 'verify.forged.title')
    await shoot('verify-forged')
  })
}

function tourWithoutNetwork(tour: Tour): Promise<void> {
  const expired = newWorker({ from: dayFromNow(-90), to: dayFromNow(-3), unlikely: true })
  return walk(tour, [{ text: expired.code }, { text: tour.gates.open.link }], async (phone, shoot) => {
    await openHome(phone)
    await readyForTheField(phone)
    await loseNetwork(phone)
    await scan(phone)
    await shoot('confirm-warned-offline')
    await register(phone)
    await seeVerdict(phone, 'receipt.promised')
    await shoot('receipt-promised')
    await openHome(phone)
    await shoot('home-promised')
  })
}

function tourWithoutCamera(tour: Tour): Promise<void> {
  return walk(tour, [], async (phone, shoot) => {
    const closed = `/p/${tour.gates.closed.code}`
    const pages = { 'scan-refused': '/scan', settings: '/settings', verify: '/r', demo: '/demo', 'days-empty': '/days', 'confirm-closed': closed, type: '/type' }
    for (const [name, path] of Object.entries(pages)) {
      await visit(phone, path)
      await shoot(name)
    }
    await phone.page.getByLabel(phone.say('type.place.label')).fill('7K3M-Q9TD-2XVA')
    await phone.page.getByLabel(phone.say('type.limosa.label')).fill('24910158641968061')
    await shoot('type-mistakes')
  })
}

function tourOfAnAccount(tour: Tour): Promise<void> {
  return walk(tour, [], async (phone, shoot) => {
    for (const [name, path] of Object.entries({ 'sign-in': '/in', found: '/sign-up', link: '/link#used' })) {
      await visit(phone, path)
      await shoot(name)
    }
    await signIn(phone, 'manager')
    await shoot('portal')
    for (const [name, path] of Object.entries({ users: '/users', me: '/me', 'home-signed-in': '/' })) {
      await visit(phone, path)
      await shoot(name)
    }
  })
}
