import './qr.css'
import { useEffect, useState } from 'preact/hooks'
import type { QrDrawing } from './qr-modules'

/** How long to wait before the encoder is asked for once more, in milliseconds. */
const again = 2_000

/**
 * A text as a QR code, black on white in both themes. `label` says what it is
 * to those who cannot see it; `size` is its side in CSS pixels, else it fills
 * its place. Its square is kept free while the encoder loads.
 */
export function Qr({ text, label, size }: { text: string; label: string; size?: number }) {
  const drawing = useDrawing(text)
  return (
    <svg
      class="qr"
      role="img"
      aria-label={label}
      aria-busy={!drawing}
      width={size}
      height={size}
      viewBox={`0 0 ${drawing?.side ?? 1} ${drawing?.side ?? 1}`}
      shape-rendering="crispEdges"
    >
      {drawing && <path d={drawing.path} />}
    </svg>
  )
}

function useDrawing(text: string): QrDrawing | undefined {
  const [drawn, setDrawn] = useState<{ text: string; drawing: QrDrawing }>()
  useEffect(() => {
    let current = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const draw = async () => {
      try {
        const { drawQr } = await import('./qr-modules')
        if (current) setDrawn({ text, drawing: drawQr(text) })
      } catch {
        // The register went away before the encoder came: a receipt must not stay without its code.
        if (current) timer = setTimeout(() => void draw(), again)
      }
    }
    void draw()
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [text])
  return drawn?.text === text ? drawn.drawing : undefined
}
