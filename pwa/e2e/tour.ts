/** A walk through the app that takes pictures on its way. */
import type { Scene } from './world/film'
import { type Phone, switchOn } from './world/phone'
import type { Poster } from './world/posters'

/** Where, in what and into which files pictures are taken. */
export interface Tour {
  origin: string
  language: string
  size: { width: number; height: number }
  gates: Record<'open' | 'closed', Poster>
  /** Where the pictures go, and how their names begin. */
  prefix: string
}

/** Takes pictures of the screen as it is, light, dark and whole. */
export type Shoot = (name: string) => Promise<void>

/** Goes through the app with one phone, and takes pictures on the way. */
export async function walk(tour: Tour, film: Scene[], way: (phone: Phone, shoot: Shoot) => Promise<void>): Promise<void> {
  const phone = await switchOn({ ...tour, ...(film.length > 0 && { film }) })
  const shoot = async (name: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await phone.page.emulateMedia({ colorScheme })
      await phone.page.screenshot({ path: `${tour.prefix}-${name}-${colorScheme}.png` })
    }
    await phone.page.screenshot({ path: `${tour.prefix}-${name}-whole.png`, fullPage: true })
  }
  await way(phone, shoot)
  await phone.off()
  phone.forget()
}
