import { arrive } from '../steps/crowd'
import { seeAccessible, seeComfortable } from '../steps/comfort'
import { loseNetwork, readyForTheField } from '../steps/network'
import { signIn, write } from '../steps/portal'
import { seeStale } from '../steps/workplace'
import { see, seeVerdict, tap, visit } from '../steps/way'
import { journeyAlone as journey } from '../world/journey'
import type { Phone } from '../world/phone'
import { poster, posters } from '../world/posters'

/** Looks at a screen in every way. */
async function lookOver(phone: Phone, screen: string): Promise<void> {
  await seeComfortable(phone, screen)
  await seeAccessible(phone, screen)
}

const sizes = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } }

for (const [device, size] of Object.entries(sizes)) {
  journey(`the board, the evacuation list and presences can be seen, read and tapped on a ${device}`, async ({ phone, origin }) => {
    const gate = await poster(origin)
    const secret = 'the same phone for everybody'
    for (let n = 0; n < 5; n++) await arrive(origin, gate.code, { secret, position: { latitude: 50.85, longitude: 4.35, accuracy: 20 } })
    const mine = await phone({ size })
    await signIn(mine, 'manager')
    await visit(mine, `/board/${gate.workplace}`)
    await lookOver(mine, 'board')
    await visit(mine, `/board/${gate.workplace}?show=missing`)
    await lookOver(mine, 'board, missing')
    await visit(mine, `/board/${gate.workplace}?show=flags&name=qqq`)
    await see(mine, 'places.none')
    await lookOver(mine, 'board, nothing found')
    await write(mine, 'board.search', '')
    await see(mine, 'board.flag.far_away')
    await lookOver(mine, 'board, to look at')
    await visit(mine, '/presences?from=2026-01-01')
    await mine.page.getByRole('row').nth(1).waitFor()
    await lookOver(mine, 'presences')
    await visit(mine, `/board/${gate.workplace}/evacuation`)
    await mine.page.getByRole('checkbox').first().check()
    await lookOver(mine, 'evacuation list')
    await readyForTheField(mine)
    await loseNetwork(mine)
    await visit(mine, `/board/${gate.workplace}/evacuation`)
    await seeStale(mine)
    await lookOver(mine, 'evacuation list, without network')
    await visit(mine, '/places')
    await lookOver(mine, 'workplaces, without network')
  })

  journey(`so can workplaces and posters on a ${device}`, async ({ phone, origin }) => {
    const [gate, other] = await posters(origin)
    if (!gate || !other) throw new Error('the demo has one open workplace only')
    const mine = await phone({ size, film: [{ text: gate.link, seconds: 3 }] })
    await signIn(mine, 'manager')
    // The same words and roles stand on a desktop, farther apart.
    const look = device === 'phone' ? lookOver : seeComfortable
    const lookAt = async (path: string, screen: string) => {
      await visit(mine, path)
      await look(mine, screen)
    }
    await lookAt('/places', 'workplaces')
    await lookAt(`/places/${gate.workplace}`, 'a workplace')
    await lookAt(`/places/${gate.workplace}/edit`, 'a workplace, changing')
    await lookAt('/places/new', 'a new workplace')
    await write(mine, 'verify.fact.workplace', '1Y10DEM0001QZ')
    await write(mine, 'places.form.latitude', '3.7174, 51.0543')
    await tap(mine, 'places.chain.add')
    await look(mine, 'a new workplace, with mistakes')
    await lookAt('/places/import', 'import')
    await mine.page.getByLabel(mine.say('places.import.choose')).setInputFiles({
      name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from('nummer;naam;sector;adres\nx;;y;\n'),
    })
    await see(mine, 'places.import.outcome')
    await look(mine, 'import, done')
    await lookAt(`/places/${gate.workplace}/${gate.code}/print`, 'a poster')
    await tap(mine, 'places.print.make')
    await see(mine, 'places.print.next')
    await look(mine, 'a poster, printed')
    await tap(mine, 'places.print.revoke')
    await look(mine, 'a poster, withdrawing')
    await mine.page.goto(`/places/${gate.workplace}/test`)
    await seeVerdict(mine, 'places.test.right.title')
    await look(mine, 'testing a poster')
    await mine.page.goto(`/places/${other.workplace}/test`)
    await seeVerdict(mine, 'places.test.other_place.title')
    await look(mine, 'testing another workplace’s poster')
  })
}

journey('who is not signed in, or may not, is told so', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({})
  for (const path of ['/places', `/places/${gate.workplace}`, `/board/${gate.workplace}`, `/board/${gate.workplace}/evacuation`, '/places/new', '/places/import', '/presences']) {
    await visit(mine, path)
    await see(mine, 'mistake.signed_out')
    await lookOver(mine, `${path}, signed out`)
  }
  await mine.page.getByRole('link', { name: mine.say('signin.title') }).click()
  await mine.page.waitForURL('**/in?to=%2Fpresences')
  await signIn(mine, 'subcontractor')
  await visit(mine, '/places/new')
  await see(mine, 'mistake.not_entitled')
  await visit(mine, '/board/1Y10DEM0004SZ')
  await see(mine, 'mistake.workplace_unknown')
  await lookOver(mine, 'a board that is not for oneself')
})
