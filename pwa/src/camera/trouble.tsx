import { t } from '../i18n'
import { installed } from '../install/offer'
import { Button, LinkButton } from '../ui/button'
import { Change } from '../ui/icons'
import { Notice } from '../ui/notice'
import type { Camera } from './camera'

/** Why there is no picture, and what to do about it. */
export function Trouble({ camera }: { camera: Camera }) {
  const state = camera.state.value
  if (state === 'running' || state === 'starting') return null
  if (state === 'refused' || state === 'absent') {
    return (
      <Notice tone="wait" title={t(`camera.${state}.title`)} live>
        <p>{t(`camera.${state}.text`)}</p>
      </Notice>
    )
  }
  return (
    <>
      <Notice tone="wait" title={t(`camera.${state}.title`)} live>
        <p>{t(`camera.${state}.text`)}</p>
        {installed() && <p>{t('camera.browser', { host: location.host })}</p>}
      </Notice>
      <Button onPress={() => void camera.start()}>{t('camera.restart')}</Button>
      {camera.lenses.all.value > 1 && (
        <Button icon={<Change />} onPress={() => void camera.lenses.change(true)}>
          {t('camera.change')}
        </Button>
      )}
      {installed() && isIPhone() && <LinkButton href={inSafari()}>{t('camera.browser.open')}</LinkButton>}
    </>
  )
}

const isIPhone = () => /iPhone|iPad|iPod/.test(navigator.userAgent)

/** Leaves the home-screen app for the browser; iPhones know such addresses since iOS 17. */
const inSafari = () => `x-safari-${location.href}`
