import { seeAccessible, seeComfortable } from '../steps/comfort'
import { demoPassword, signIn, write } from '../steps/portal'
import { see, seePage, tap } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newFolder, startProgram } from '../world/program'
import { deliver, startPushService, subscribesAt } from '../world/push'

/** Signs a user of the demo in, without a screen. */
async function tokenOf(origin: string, login: string): Promise<string> {
  const session = await fetch(`${origin}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ login, password: demoPassword }),
  })
  return ((await session.json()) as { accessToken: string }).accessToken
}

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
  const register = await startProgram(newFolder(), 0, '--private-targets', '--push-contact', 'mailto:operator@ciaw.example')
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

  const token = await tokenOf(register.origin, 'subcontractor')
  for (let n = 0; n < 2; n++) await registerOver(register.origin, token, '85073003328')
  await expect.poll(() => service.messages.length).toBe(1)
  expect(service.messages[0]?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', authorization: expect.stringMatching(/^vapid t=/) })

  await deliver(mine, { title: 'Missing today: 3', text: 'Kaai: 3.', path: '/places', tag: 'missing', language: 'en' })
  const shown = () =>
    mine.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }))
    })
  await expect.poll(shown).toEqual([{ title: 'Missing today: 3', body: 'Kaai: 3.', tag: 'missing' }])

  await mine.page.goto('/portal')
  const forgotten = mine.page.waitForResponse((answer) => answer.request().method() === 'DELETE' && answer.url().includes('/push/'))
  await tap(mine, 'portal.leave')
  expect((await forgotten).status()).toBe(204)
  const subscribed = async () => (await (await navigator.serviceWorker.ready).pushManager.getSubscription()) !== null
  expect(await mine.page.evaluate(subscribed)).toBe(false)
  await mine.off()
  service.close()
  await register.remove()
})

journey('a subscription that the browser has replaced is told to the register, by the service worker and by the page', async ({ phone }) => {
  const service = await startPushService()
  const register = await startProgram(newFolder(), 0, '--private-targets', '--push-contact', 'mailto:operator@ciaw.example')
  const mine = await phone({ origin: register.origin })
  await mine.context.grantPermissions(['notifications'], { origin: register.origin })
  await subscribesAt(mine.context, service.endpoint)
  await signIn(mine, 'subcontractor')
  await mine.page.goto('/me')
  await seePage(mine, 'me.title')
  const kept = () => mine.page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().includes('/push/') && answer.ok())
  const told = kept()
  await mine.page.getByRole('switch', { name: mine.say('push.remarks') }).check()
  await told
  const token = await tokenOf(register.origin, 'subcontractor')
  const known = async () => {
    const answer = await fetch(`${register.origin}/api/v1/push/subscriptions`, { headers: { Authorization: `Bearer ${token}` } })
    return ((await answer.json()) as { subscriptions: { id: string; remarks: boolean }[] }).subscriptions
  }
  const [first] = await known()
  expect(first?.remarks).toBe(true)

  // The page finds another one when it is opened.
  await mine.page.evaluate(() => localStorage.setItem('subscribed', 'again'))
  const mended = mine.page.waitForResponse((answer) => answer.request().method() === 'DELETE' && answer.url().includes('/push/'))
  await mine.page.goto('/')
  expect((await mended).status()).toBe(204)
  const second = await known()
  expect(second).toHaveLength(1)
  expect(second[0]).toMatchObject({ remarks: true })
  expect(second[0]?.id).not.toBe(first?.id)

  // The service worker is told of a third one, while no page is open.
  const [worker] = mine.context.serviceWorkers()
  await worker?.evaluate((endpoint) => {
    const keys = { p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4', auth: 'BTBZMqHH6r4Tts7J_aSIgg' }
    const now = { endpoint: `${endpoint}/3`, toJSON: () => ({ endpoint: `${endpoint}/3`, keys }) }
    PushManager.prototype.getSubscription = () => Promise.resolve(now as unknown as PushSubscription)
    const change = new Event('pushsubscriptionchange')
    self.dispatchEvent(Object.assign(change, { oldSubscription: { endpoint: `${endpoint}/2` }, waitUntil: () => undefined }))
  }, service.endpoint)
  await expect.poll(async () => (await known()).map(({ id }) => id)).not.toContain(second[0]?.id)
  expect(await known()).toMatchObject([{ remarks: true }])

  await mine.off()
  service.close()
  await register.remove()
})

journey('where nothing can be pushed it is said, and nothing is offered', async ({ phone }) => {
  const mine = await phone({})
  await signIn(mine, 'subcontractor')
  await mine.page.goto('/me')
  await see(mine, 'mistake.push_contact_missing')
  expect(await mine.page.getByRole('switch').count()).toBe(0)
  await seeComfortable(mine, 'me, nothing pushed')
})

journey('other software is connected, hears of a registration, and is told again', async ({ phone }) => {
  const software = await startPushService()
  const register = await startProgram(newFolder(), 0, '--private-targets', '--push-contact', 'mailto:operator@ciaw.example')
  const mine = await phone({ origin: register.origin, size: { width: 1280, height: 800 } })
  await signIn(mine, 'manager')
  await mine.page.getByRole('link', { name: mine.say('portal.hooks') }).click()
  await seePage(mine, 'hooks.title')
  await write(mine, 'hooks.url', 'ftp://nowhere.example')
  await tap(mine, 'hooks.add')
  await see(mine, 'mistake.url_invalid')
  await write(mine, 'hooks.url', software.endpoint)
  await tap(mine, 'hooks.add')
  await see(mine, 'hooks.secret', { url: software.endpoint })
  await see(mine, 'hooks.unconfirmed')
  await see(mine, 'hooks.deliveries.none')
  await seeComfortable(mine, 'hooks')
  await seeAccessible(mine, 'hooks')
  software.manners.willing = true
  await tap(mine, 'hooks.challenge')
  await mine.page.getByText(mine.say('hooks.unconfirmed')).waitFor({ state: 'detached' })

  await registerOver(register.origin, await tokenOf(register.origin, 'subcontractor'), '85073003328')
  await expect.poll(() => software.messages.length).toBe(1)
  const [first] = software.messages
  expect(first?.headers).toMatchObject({ 'ciaw-signature': expect.stringMatching(/^t=\d+,v1=[0-9a-f]{64}$/) })
  await mine.page.reload()
  await see(mine, 'hooks.state.told')
  await seeAccessible(mine, 'hooks, with a message')
  await tap(mine, 'hooks.replay')
  await expect.poll(() => software.messages.length).toBe(2)
  // The same again: only the time of sending may be shorter.
  expect(Math.abs((software.messages[1]?.size ?? 0) - (first?.size ?? 0))).toBeLessThan(5)
  await see(mine, 'hooks.state.told')
  await tap(mine, 'hooks.test')
  await see(mine, 'hooks.test.name')
  await expect.poll(() => software.messages.length).toBe(3)
  await mine.page.getByText('HTTP 201').nth(1).waitFor()
  await seeComfortable(mine, 'hooks, tested')
  await seeAccessible(mine, 'hooks, tested')
  await mine.page.getByRole('button', { name: mine.say('hooks.remove', { url: software.endpoint }) }).click()
  await mine.page.getByRole('region', { name: software.endpoint }).waitFor({ state: 'detached' })
  await mine.off()
  software.close()
  await register.remove()
})
