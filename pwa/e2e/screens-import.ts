/** The screens of an import. */
import { signIn } from './steps/portal'
import { see, tap, visit } from './steps/way'
import type { Phone } from './world/phone'
import { type Tour, walk } from './tour'
import { newWorkplaceNumber } from './world/posters'

/** Looks at a table with a heading of its own, and at one with much to say of it. */
export async function tourOfAnImport(tour: Tour): Promise<void> {
  await walk(tour, [], async (phone, shoot) => {
    await signIn(phone, 'manager')
    await visit(phone, '/places/import')
    await shoot('import')
    await choose(phone, ['Werfcode;Naam;Sector;Adres;Opmerking', `${newWorkplaceNumber()};Loods Voorbeeld;bouw;Modellaan 1, 1000 Brussel;`, 'x;;bouw;Modellaan 2, 1000 Brussel;droog'])
    await see(phone, 'places.import.missing')
    await shoot('import-columns')
    await phone.page.getByLabel('Werfcode').selectOption('number')
    await see(phone, 'places.import.nothing')
    await shoot('import-chosen')
    const [one, two] = [newWorkplaceNumber(), newWorkplaceNumber()]
    const place = (number: string, name: string, day: string) => `${number};${name};bouw;Modellaan 1, 1000 Brussel;${day};"50,85 4,35"`
    await choose(phone, ['nummer;naam;sector;adres;begin;gps', place(one, 'Loods Een', '03/06/2026'), place(two, 'Loods Twee', '2026-06-03'), place(two, 'Loods Drie', ''), place(newWorkplaceNumber(), 'Loods Vier', '')])
    await see(phone, 'places.import.days')
    await shoot('import-days')
    await tap(phone, 'places.import.go', { count: 1 })
    await see(phone, 'places.import.summary', { added: 1, changed: 0, refused: 3 })
    await shoot('import-done')
    await choose(phone, ['nummer;naam', 'x;y'])
    await see(phone, 'places.import.nothing')
    await shoot('import-refused')
  })
}

async function choose({ page, say }: Phone, rows: string[]): Promise<void> {
  await page.getByLabel(say('places.import.choose')).setInputFiles({ name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) })
}
