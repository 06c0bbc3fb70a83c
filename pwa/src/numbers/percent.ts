/**
 * A text as it is, percent-decoded once and decoded twice; shorter when
 * decoding changes nothing any more.
 */
export function decodeLayers(text: string): string[] {
  const layers = [text]
  for (let i = 0; i < 2; i++) {
    const last = layers[i] as string
    const decoded = decodePercent(last)
    if (decoded === last) break
    layers.push(decoded)
  }
  return layers
}

/**
 * Percent-decodes what is well formed and leaves the rest alone. Bytes are
 * read as UTF-8 or, where they are not, as Windows-1252, which older
 * documents use.
 */
export function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split('%'), (hex) => Number.parseInt(hex, 16))
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch {
      return new TextDecoder('windows-1252').decode(bytes)
    }
  })
}
