/** Steps of those who must say again who they are. */
import type { Phone } from '../world/phone'

/** Lets more than five minutes pass since the user has said who they are, as far as the next request to there knows. */
export async function aLongTimeLater({ page }: Phone, path: string): Promise<void> {
  const refused = { status: 403, contentType: 'application/problem+json', json: { type: 'about:blank', title: 'Forbidden', status: 403, code: 'again_required' } }
  let left = 2 // the request, and once more after the user has thought better of it
  await page.route(`**/api/v1${path}`, (route) => (route.request().method() === 'GET' || left-- <= 0 ? route.continue() : route.fulfill(refused)))
}
