/** Steps of a site manager. */
import { readFileSync } from 'node:fs'
import type { Phone } from '../world/phone'
import { newWorkplaceNumber } from '../world/posters'
import { type Sheet, printed } from '../world/print'
import { write } from './portal'
import { see, tap } from './way'

/** Keeps a new workplace here and gives its number. */
export async function keepWorkplace(phone: Phone, name: string): Promise<string> {
  const number = newWorkplaceNumber()
  await phone.page.goto('/places/new')
  await write(phone, 'verify.fact.workplace', number)
  await see(phone, 'type.help.good')
  await write(phone, 'places.form.name', name)
  await write(phone, 'places.form.address', 'Voorbeeldlaan 7, 8000 Brugge')
  await tap(phone, 'places.form.save')
  await phone.page.waitForURL(`**/places/${number}`)
  return number
}

/** Makes a poster for a gate and prints it. Gives its code and the very page. */
export async function printPoster(phone: Phone, number: string, gate: string): Promise<{ code: string; page: Sheet }> {
  await phone.page.goto(`/places/${number}`)
  await write(phone, 'places.poster.gate', gate)
  await tap(phone, 'places.poster.make')
  await phone.page.waitForURL('**/print')
  const code = /\/([^/]+)\/print$/.exec(phone.page.url())?.[1] ?? ''
  await tap(phone, 'places.print.make')
  return { code, page: printed(readFileSync(await saved(phone, 'places.print.save'))) }
}

/** Taps something that saves a file, and gives the file's path. */
export async function saved(phone: Phone, key: 'places.print.save' | 'presences.csv'): Promise<string> {
  const coming = phone.page.waitForEvent('download')
  const name = phone.say(key)
  await phone.page.getByRole('link', { name }).or(phone.page.getByRole('button', { name })).click()
  return (await coming).path()
}

/** Waits until the screen says that there is no network, and of which time it is. */
export async function seeStale({ page, say }: Phone): Promise<void> {
  const [words = ''] = say('board.stale', { time: '#' }).split('#')
  const notice = page.getByRole('status').filter({ hasText: words })
  await notice.getByText(/\d\d:\d\d/).waitFor()
}
