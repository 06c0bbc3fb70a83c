/**
 * This device's side of web push: what the browser keeps, and permission.
 */

/** Whether this browser can show notifications of a closed app. */
export const knowsPush = () => 'PushManager' in self && 'Notification' in self && 'serviceWorker' in navigator

/** What the browser's push service has given this device, if anything. */
export async function subscribed(): Promise<PushSubscription | undefined> {
  const registration = knowsPush() ? await navigator.serviceWorker.getRegistration() : undefined
  return (await registration?.pushManager.getSubscription()) ?? undefined
}

/** Asks for permission and subscribes. Undefined when the person does not allow it. */
export async function subscribe(applicationServerKey: string): Promise<PushSubscription | undefined> {
  if ((await Notification.requestPermission()) !== 'granted') return undefined
  const { pushManager } = await navigator.serviceWorker.ready
  const options = { userVisibleOnly: true, applicationServerKey }
  try {
    return await pushManager.subscribe(options)
  } catch {
    // An earlier subscription may have been for another key.
    await (await pushManager.getSubscription())?.unsubscribe()
    return pushManager.subscribe(options)
  }
}
