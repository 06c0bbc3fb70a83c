/** Files that are made here or come from the register. */

/** Hands a file to the browser to save by a name. */
export function download(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // Once it has begun; the browser keeps what it saves.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
