/**
 * The receipt as a picture that its owner can keep or send: white, large, and
 * with nothing on it that is not on the screen.
 */
import { drawQr } from '../../ui/qr-modules'

/** What the picture shows, as words of the language on screen. */
export interface Picture {
  word: string
  /** Green for a receipt number without a remark, else amber, as on the screen. */
  tone: 'good' | 'wait'
  number: string
  lines: string[]
  link: string
  dir: 'ltr' | 'rtl'
}

const width = 1080
const margin = 72
const colours = { good: ['#0a5a2a', '#fff'], wait: ['#ffb300', '#1a1200'] } as const

/** Draws the picture as PNG. Undefined where the browser cannot. */
export function pictureOf(picture: Picture): Promise<Blob | undefined> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = 560 + picture.lines.length * 64 + (width - 2 * margin)
  const context = canvas.getContext('2d')
  if (!context) return Promise.resolve(undefined)
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  const [ground, ink] = colours[picture.tone]
  context.fillStyle = ground
  context.fillRect(0, 0, width, 400)
  context.direction = picture.dir
  context.textAlign = 'center'
  write(context, ink, [
    { text: picture.word, y: 160, font: '800 84px system-ui, sans-serif' },
    { text: picture.number, y: 300, font: '800 92px system-ui, sans-serif' },
  ])
  const lines = picture.lines.map((text, i) => ({ text, y: 490 + i * 64, font: '600 46px system-ui, sans-serif' }))
  write(context, '#12161c', lines)
  drawCode(context, picture.link, 490 + picture.lines.length * 64)
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/png'))
}

function write(context: CanvasRenderingContext2D, ink: string, lines: { text: string; y: number; font: string }[]): void {
  context.fillStyle = ink
  for (const { text, y, font } of lines) {
    context.font = font
    context.fillText(text, width / 2, y, width - 2 * margin)
  }
}

function drawCode(context: CanvasRenderingContext2D, link: string, y: number): void {
  const { side, path } = drawQr(link)
  const room = width - 2 * margin
  context.save()
  context.translate(margin, y)
  context.scale(room / side, room / side)
  context.fillStyle = '#000'
  context.fill(new Path2D(path))
  context.restore()
}
