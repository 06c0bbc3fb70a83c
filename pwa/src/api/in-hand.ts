/**
 * On what kind of device the app runs. The register takes the app's word for it
 * when somebody signs in: it decides the channel of what they register.
 */

interface Browser {
  navigator?: { userAgentData?: { mobile: boolean } }
  matchMedia?: (query: string) => { matches: boolean }
}

/** `mobile` for a device that is held in the hand. Where the browser does not say, a coarse pointer does. */
export function deviceKind(browser: Browser = globalThis as Browser): 'desktop' | 'mobile' {
  const told = browser.navigator?.userAgentData?.mobile
  const inHand = told ?? browser.matchMedia?.('(pointer: coarse)').matches ?? false
  return inHand ? 'mobile' : 'desktop'
}
