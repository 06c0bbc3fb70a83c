import { seeAccessible, seeComfortable } from '../steps/comfort'
import { demoPassword, signIn } from '../steps/portal'
import { seePage } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newFolder, startProgram } from '../world/program'
import { deliver, startPushService, subscribesAt } from '../world/push'

/** Registers somebody as a user does, without a screen. */
async function registerOver(origin: string, token: string, niss: string): Promise<void> {
  const demo = (await (await fetch(`${origin}/api/v1/demo`)).json()) as { posters: { code: string }[] }
  const id = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url')
  const answer = await fetch(`${origin}/api/v1/presences/${id}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ worker: { niss }, poster: demo.posters[0]?.code, capturedAt: new Date().toISOString() }),
  })
  expect(answer.status).toBe(201)
}

journey('a remark reaches the phone of whoever registered, and what is pushed is shown', async ({ phone }) => {
  const service = await startPushService()
  const register = await startProgram(newFolder(), 0, '--private-targets')
  const mine = await phone({ origin: register.origin })
  await mine.context.grantPermissions(['notifications'], { origin: register.origin })
  await subscribesAt(mine.context, service.endpoint)
  await signIn(mine, 'subcontractor')
  await mine.page.goto('/me')
  await seePage(mine, 'me.title')
  const remarks = mine.page.getByRole('switch', { name: mine.say('push.remarks') })
  const reminder = mine.page.getByRole('switch', { name: mine.say('push.reminder') })
  const kept = () => mine.page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok())
  let told = kept()
  await remarks.check()
  await told
  told = kept()
  await reminder.check()
  await told
  await mine.page.getByLabel(mine.say('push.time'), { exact: true }).waitFor()
  await seeComfortable(mine, 'me, with notifications')
  await seeAccessible(mine, 'me, with notifications')
  await mine.page.reload()
  await mine.page.getByLabel(mine.say('push.time'), { exact: true }).waitFor()
  expect(await remarks.isChecked()).toBe(true)

  const session = await fetch(`${register.origin}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ login: 'subcontractor', password: demoPassword }),
  })
  const { accessToken } = (await session.json()) as { accessToken: string }
  for (let n = 0; n < 2; n++) await registerOver(register.origin, accessToken, '85073003328')
  await expect.poll(() => service.messages.length, { timeout: 20_000 }).toBe(1)
  expect(service.messages[0]?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', authorization: expect.stringMatching(/^vapid t=/) })

  await deliver(mine, { title: 'Missing today: 3', text: 'Kaai: 3.', path: '/places', tag: 'missing', language: 'en' })
  const shown = () =>
    mine.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }))
    })
  await expect.poll(shown).toEqual([{ title: 'Missing today: 3', body: 'Kaai: 3.', tag: 'missing' }])
  await mine.off()
  service.close()
  await register.remove()
})
