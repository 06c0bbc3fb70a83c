import { countScripts } from '../steps/network'
import { openHome } from '../steps/way'
import { expect, journey } from '../world/journey'

/** What a phone on a building site has patience for, in bytes as transferred: the script before the camera opens. */
const most = 60_000

journey('on a slow network something is painted before any script or style sheet has come', async ({ phone }) => {
  const mine = await phone({ serviceWorker: false })
  let come: () => void = () => undefined
  const arrives = new Promise<void>((resolve) => (come = resolve))
  await mine.context.route('**/assets/*', async (route) => {
    await arrives
    await route.continue()
  })
  await mine.page.goto('/', { waitUntil: 'commit' })
  await mine.page.getByText('ciaw', { exact: true }).waitFor()
  await mine.page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
  // Its own style is in force: the content policy takes it.
  expect(await mine.page.locator('.starting').evaluate((e) => getComputedStyle(e).display)).toBe('grid')
  expect(await mine.page.locator('h1').count()).toBe(0)
  come()
  await mine.page.getByRole('heading', { level: 1, name: mine.say('home.title') }).waitFor()
  expect(await mine.page.locator('.starting').count()).toBe(0)
})

journey('little script comes before the camera opens', async ({ phone }) => {
  const mine = await phone({ film: [{}], serviceWorker: false })
  const network = await mine.context.newCDPSession(mine.page)
  await network.send('Network.enable')
  const counted = countScripts(network)
  await openHome(mine)
  await mine.page.getByRole('link', { name: mine.say('home.scan'), exact: true }).click()
  await mine.page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0)
  const bytes = counted()
  expect(bytes).toBeGreaterThan(10_000)
  expect(bytes).toBeLessThanOrEqual(most)
})
