/** Keeping files that are made here or come from the register: where a browser does nothing with them, they are shown. */
import { savesHere, sharesHere } from './browser'

/** Saves a file by a name; where the browser saves nothing, it is shown, with the ways that there are. */
export async function keepFile(file: Blob, name: string): Promise<void> {
  if (!savesHere()) return show(file, name)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // Once it has begun; the browser keeps what it saves.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** Offers a file with a text to other apps; the text alone where they take no files; where nothing is taken, the file is shown. */
export async function shareFile(file: Blob | undefined, name: string, text: string): Promise<void> {
  const made = file && new File([file], name, { type: file.type })
  const ways: ShareData[] = [...(made && sharesHere(made) ? [{ files: [made], text }] : []), { text }]
  for (const way of ways) {
    try {
      return await navigator.share(way)
    } catch (error) {
      // Closing the list of apps without choosing one is no error.
      if ((error as Error).name === 'AbortError') return
    }
  }
  if (file) await show(file, name)
}

async function show(file: Blob, name: string): Promise<void> {
  await (await import('./shown')).showFile(file, name)
}
