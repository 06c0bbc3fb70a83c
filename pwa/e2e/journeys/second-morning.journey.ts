import { openHome, register, scan, see, seeReceipt } from '../steps/way'
import { expect, journey } from '../world/journey'
import { newWorker } from '../world/people'
import { posters } from '../world/posters'

journey('with the L1 remembered, the next morning is the poster and one tap', async ({ phone, origin }) => {
  const [here, there] = await posters(origin)
  if (!here || !there) throw new Error('the demo has too few workplaces')
  const worker = newWorker()
  const first = await phone({ film: [{ text: here.link }, { text: worker.code }] })
  await openHome(first)
  await scan(first)
  await first.page.getByRole('switch', { name: first.say('confirm.remember') }).check()
  await register(first)
  await seeReceipt(first)
  await first.off()

  const next = await phone({ film: [{ text: there.link }], memory: first.memory })
  await openHome(next)
  await next.page.getByText(next.say('home.limosa', { name: worker.name })).waitFor()
  await see(next, 'home.scan.poster')
  await scan(next)
  await next.page.getByText(worker.name).waitFor()
  await register(next)
  await seeReceipt(next)
  await next.page.getByText(there.name).waitFor()

  await next.page.goto('/settings')
  await next.page.getByRole('button', { name: next.say('settings.limosa.forget') }).click()
  await see(next, 'settings.limosa.none')
  await openHome(next)
  await see(next, 'home.scan.both')
  expect(await next.page.getByText(worker.name).count()).toBe(0)
})
