/** Pictures of saying again who one is, of recovery codes, and of a link that asks for a code. */
import { aLongTimeLater } from './steps/again'
import { newColleague } from './steps/crowd'
import { demoPassword, signIn, write } from './steps/portal'
import { makeRecoveryCodes, setUpSecondFactor } from './steps/second-factor'
import { see, seePage, tap, visit } from './steps/way'
import { type Tour, walk } from './tour'

/** One's own account with a second factor, from setting it up to a new password. */
export async function tourOfAgain(tour: Tour): Promise<void> {
  const carl = await newColleague(tour.origin, [])
  await walk(tour, [], async (phone, shoot) => {
    await signIn(phone, carl.login)
    await setUpSecondFactor(phone)
    await shoot('recovery-none')
    await makeRecoveryCodes(phone)
    await shoot('recovery')
    await visit(phone, '/me')
    await shoot('me-second-factor')
    await write(phone, 'me.email', 'carl@voorbeeld.example')
    await aLongTimeLater(phone, '/me')
    await tap(phone, 'me.save')
    await see(phone, 'again.title')
    await shoot('again')
    await tap(phone, 'again.code')
    await tap(phone, 'code.use.recovery')
    await shoot('again-recovery')
    await phone.page.goto('/portal')
    await tap(phone, 'portal.leave')
    await seePage(phone, 'home.title')
    await visit(phone, '/in')
    await write(phone, 'signin.login', carl.login)
    await write(phone, 'signin.password', demoPassword)
    await tap(phone, 'signin.action')
    await see(phone, 'code.use.recovery')
    await shoot('sign-in-code')
    await visit(phone, await carl.newLink())
    await see(phone, 'code.use.recovery')
    await shoot('link-code')
  })
}
