/** What the browser around the app can do with files: some do nothing, and say nothing. */

/** Windows of other apps, which open links themselves: they take no downloads. */
const inOtherApps =
  /FBAN|FBAV|FB_IAB|Instagram|Line\/|MicroMessenger|WhatsApp|Twitter|LinkedInApp|Snapchat|TikTok|Bytedance|musical_ly|Telegram|Viber|; wv\)/

/**
 * Whether a file that is saved arrives somewhere. It does not in the windows of
 * other apps; and in an app on the home screen of an iPhone a file opens over the
 * app, without a way back. Neither names itself Safari.
 */
export function takesDownloads(userAgent: string, touchPoints = 0): boolean {
  if (inOtherApps.test(userAgent)) return false
  const iOS = /iPhone|iPad|iPod/.test(userAgent) || (userAgent.includes('Macintosh') && touchPoints > 1)
  return !iOS || / Safari\//.test(userAgent)
}

/** Whether this browser does, and prints. */
export const savesHere = (): boolean => takesDownloads(navigator.userAgent, navigator.maxTouchPoints)

/** Whether this browser hands such a file to other apps. */
export function sharesHere(file: File): boolean {
  try {
    return navigator.canShare?.({ files: [file] }) ?? false
  } catch {
    return false
  }
}
