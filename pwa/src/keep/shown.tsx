import '../ui/dialog.css'
import './shown.css'
import { render } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { loadDeskWords, t } from '../i18n'
import { Button } from '../ui/button'
import { Cross, Share } from '../ui/icons'
import { sharesHere } from './browser'

/** Shows a file above the page, with the ways to keep it that this browser has, until the person goes back. */
export async function showFile(file: Blob, name: string): Promise<void> {
  await loadDeskWords()
  const place = document.body.appendChild(document.createElement('div'))
  await new Promise<void>((resolve) => render(<Shown file={new File([file], name, { type: file.type })} onClose={resolve} />, place))
  render(null, place)
  place.remove()
}

function Shown({ file, onClose }: { file: File; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setAddress(made)
    dialog.current?.showModal()
    return () => URL.revokeObjectURL(made)
  }, [file])
  const close = () => {
    dialog.current?.close() // gives the focus back
    onClose()
  }
  const picture = file.type.startsWith('image/')
  return (
    <dialog
      class="dialog shown"
      ref={dialog}
      aria-labelledby="shown-title"
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
    >
      <div class="dialog-content shown-content">
        <h2 id="shown-title">{t('files.title')}</h2>
        <p>{t(picture ? 'files.picture' : 'files.other')}</p>
        {picture && address && <img src={address} alt={file.name} />}
        {sharesHere(file) && (
          <Button kind="primary" icon={<Share />} onPress={() => void navigator.share({ files: [file] }).then(close, () => undefined)}>
            {t('files.share')}
          </Button>
        )}
        <Button icon={<Cross />} onPress={close}>
          {t('files.close')}
        </Button>
      </div>
    </dialog>
  )
}
