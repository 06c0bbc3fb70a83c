/** Pictures of what users and other software are told. */
import { signIn, write } from './steps/portal'
import { see, tap, visit } from './steps/way'
import { type Tour, walk } from './tour'
import { newFolder, startProgram } from './world/program'
import { startPushService, subscribesAt } from './world/push'

/** One's own account with notifications, and a web hook with its secret and with a message. */
export async function tourOfNotices(tour: Tour): Promise<void> {
  const service = await startPushService()
  const register = await startProgram(newFolder(), 0, '--private-targets')
  await walk({ ...tour, origin: register.origin }, [], async (phone, shoot) => {
    await phone.context.grantPermissions(['notifications'], { origin: register.origin })
    await subscribesAt(phone.context, service.endpoint)
    await signIn(phone, 'manager')
    await visit(phone, '/me')
    await phone.page.getByRole('switch', { name: phone.say('push.missing') }).check()
    await phone.page.getByRole('switch', { name: phone.say('push.reminder') }).check()
    await phone.page.getByRole('switch', { name: phone.say('push.out') }).check()
    await phone.page.getByRole('switch', { name: phone.say('push.weekend') }).waitFor()
    await shoot('me-notices')
    await visit(phone, '/hooks')
    await write(phone, 'hooks.url', service.endpoint)
    await shoot('hooks')
    await tap(phone, 'hooks.add')
    await see(phone, 'hooks.deliveries.none')
    await shoot('hooks-added')
  })
  service.close()
  await register.remove()
}
