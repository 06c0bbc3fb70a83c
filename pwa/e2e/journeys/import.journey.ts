import { readFileSync } from 'node:fs'
import { seeAccessible, seeComfortable } from '../steps/comfort'
import { signIn } from '../steps/portal'
import { see, tap, visit } from '../steps/way'
import { expect, journey } from '../world/journey'
import type { Phone } from '../world/phone'
import { newWorkplaceNumber } from '../world/posters'
import type { Key } from '../world/words'

/** Looks at a screen in every way. */
async function look(phone: Phone, screen: string): Promise<void> {
  await seeComfortable(phone, screen)
  await seeAccessible(phone, screen)
}

/** Chooses a table of those rows. */
async function choose({ page, say }: Phone, rows: string[]): Promise<void> {
  const table = { name: 'werkplaatsen.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n')) }
  await page.getByLabel(say('places.import.choose')).setInputFiles(table)
}

/** Taps something that saves a file, and gives the file. */
async function save({ page, say }: Phone, key: Key): Promise<Buffer> {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: say(key) }).click()
  return readFileSync(await (await coming).path())
}

journey('many workplaces from a table: looked at, saved, and what was refused mended', async ({ phone }) => {
  const manager = await phone({})
  await signIn(manager, 'manager')
  await visit(manager, '/places/import')
  const [one, two] = [newWorkplaceNumber(), newWorkplaceNumber()]
  const rows = ['nummer;naam;sector;adres;begin;einde', `${one};Loods Een;bouw;Modellaan 1, 1000 Brussel;23/11/2026;`, `${two};;bouw;Modellaan 2, 1000 Brussel;05/11/2026;04/11/2026`]
  await choose(manager, rows)
  await see(manager, 'places.import.preview', { added: 1, changed: 0, unchanged: 0, refused: 1 })
  await see(manager, 'places.import.nothing')
  const bad = manager.page.getByRole('row').filter({ hasText: two })
  expect(await bad.innerText()).toContain(manager.say('mistake.required'))
  await look(manager, 'an import before it is done')
  const other = await phone({})
  await signIn(other, 'manager')
  await visit(other, `/places?name=${one}`)
  await see(other, 'places.none')

  const rest = (await save(manager, 'places.import.rest')).toString('utf8')
  expect(rest).toContain(`${two};;bouw;Modellaan 2, 1000 Brussel;05/11/2026;04/11/2026;`)
  expect(rest).not.toContain(one)
  await tap(manager, 'places.import.go', { count: 1 })
  await see(manager, 'places.import.summary', { added: 1, changed: 0, refused: 1 })
  await look(manager, 'an import that is done')

  await choose(manager, [rest.split('\r\n')[0] ?? '', `${two};Loods Twee;bouw;Modellaan 2, 1000 Brussel;;;`, `${one};Loods Een;bouw;Modellaan 1, 1000 Brussel;23/11/2026;;`])
  await see(manager, 'places.import.preview', { added: 1, changed: 0, unchanged: 1, refused: 0 })
  await tap(manager, 'places.import.go', { count: 1 })
  await see(manager, 'places.import.summary', { added: 1, changed: 0, refused: 0 })
  await visit(manager, `/places?name=${two}`)
  await manager.page.getByRole('link', { name: 'Loods Twee' }).waitFor()
})

journey('a table with headings of its own: they are named, and somebody says what they are', async ({ phone }) => {
  const manager = await phone({ language: 'ro' })
  await signIn(manager, 'manager')
  await visit(manager, '/places/import')
  await look(manager, 'an import before a file is chosen')
  expect((await save(manager, 'places.import.template')).subarray(0, 2).toString()).toBe('PK')
  const number = newWorkplaceNumber()
  await choose(manager, ['Werfcode;Naam;Sector;Adres;Opmerking', `${number};Loods Drie;Construcții;Modellaan 3, 1000 Brussel;droog`])
  await see(manager, 'places.import.unknown', { headings: '“Werfcode”, “Opmerking”' })
  await see(manager, 'places.import.missing')
  await look(manager, 'an import with headings that are not known')
  await manager.page.getByLabel('Werfcode').selectOption('number')
  await see(manager, 'places.import.preview', { added: 1, changed: 0, unchanged: 0, refused: 0 })
  await see(manager, 'places.import.unknown', { headings: '“Opmerking”' })
  await tap(manager, 'places.import.go', { count: 1 })
  await see(manager, 'places.import.summary', { added: 1, changed: 0, refused: 0 })
})

journey('a table that says no sector: one is chosen for all', async ({ phone }) => {
  const manager = await phone({})
  await signIn(manager, 'manager')
  await visit(manager, '/places/import')
  await choose(manager, ['Werfnummer;Naam;Adres', `${newWorkplaceNumber()};Loods Zonder;Modellaan 3, 1000 Brussel`])
  await see(manager, 'places.import.preview', { added: 0, changed: 0, unchanged: 0, refused: 1 })
  await look(manager, 'an import without sectors')
  await manager.page.getByText(manager.say('places.sector.cleaning'), { exact: true }).click()
  await see(manager, 'places.import.preview', { added: 1, changed: 0, unchanged: 0, refused: 0 })
  await tap(manager, 'places.import.go', { count: 1 })
  await see(manager, 'places.import.summary', { added: 1, changed: 0, refused: 0 })
})

journey('days that could be two, and a workplace that stands in the file twice: asked and said', async ({ phone }) => {
  const manager = await phone({ language: 'nl' })
  await signIn(manager, 'manager')
  await visit(manager, '/places/import')
  const [one, two] = [newWorkplaceNumber(), newWorkplaceNumber()]
  const place = (number: string, name: string, day: string) => `${number};${name};bouw;Modellaan 1, 1000 Brussel;${day}`
  await choose(manager, ['Onze werven;;;;', '', 'N° de chantier*;Naam werf;Sector;Adres;Begin (dd/mm/jjjj)', place(one, 'Loods Vier', '03/06/2026'), place(one, 'Loods Vier', '3/6/2026'), place(two, 'Loods Vijf', '2026-06-03'), place(two, 'Loods Zes', '')])
  await see(manager, 'places.import.preview', { added: 0, changed: 0, unchanged: 0, refused: 4 })
  const row = (n: number) => manager.page.getByRole('row').filter({ has: manager.page.getByRole('cell', { name: String(n), exact: true }) })
  expect(await row(6).innerText()).toContain('Ook in rij')
  await look(manager, 'an import whose days could be two')
  await manager.page.getByRole('button', { name: '3 juni 2026' }).click()
  await see(manager, 'places.import.preview', { added: 1, changed: 0, unchanged: 1, refused: 2 })
  expect(await row(5).innerText()).toContain('Zoals rij')
  await tap(manager, 'places.import.go', { count: 1 })
  await see(manager, 'places.import.summary', { added: 1, changed: 0, refused: 2 })
  await choose(manager, ['Nr;Naam werf', `${one};Loods Vier bis`])
  await see(manager, 'places.import.keeps')
  await see(manager, 'places.import.preview', { added: 0, changed: 1, unchanged: 0, refused: 0 })
})
