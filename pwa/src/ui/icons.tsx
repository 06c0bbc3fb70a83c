/**
 * The pictograms, drawn for this app on a grid of 24 with round strokes. They
 * take the colour of the text around them and say nothing to a screen reader:
 * the word beside them does.
 */
import type { ComponentChildren } from 'preact'

/** One pictogram; `directed` ones turn with the direction of the script. */
export function Drawing({ children, directed }: { children: ComponentChildren; directed?: boolean }) {
  return (
    <svg
      class={directed ? 'icon icon-directed' : 'icon'}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  )
}

/** Three finder squares and a few modules: a QR code. */
function Modules({ x, y, size }: { x: number; y: number; size: number }) {
  const s = size / 7
  const square = (dx: number, dy: number) => <rect x={x + dx * s} y={y + dy * s} width={3 * s} height={3 * s} />
  return (
    <g fill="currentColor" stroke="none">
      {square(0, 0)}
      {square(4, 0)}
      {square(0, 4)}
      <rect x={x + 4 * s} y={y + 4 * s} width={1.5 * s} height={1.5 * s} />
      <rect x={x + 5.5 * s} y={y + 5.5 * s} width={1.5 * s} height={1.5 * s} />
    </g>
  )
}

/** The poster at the workplace: a sheet on a post. */
export const Poster = () => (
  <Drawing>
    <rect x="3.5" y="2" width="17" height="15" rx="1.5" />
    <Modules x={8.5} y={6} size={7} />
    <path d="M8 17v5M16 17v5" />
  </Drawing>
)

/** The Limosa L1: a page with a folded corner and a code. */
export const Document = () => (
  <Drawing>
    <path d="M14 2H6.5A1.5 1.5 0 0 0 5 3.5v17A1.5 1.5 0 0 0 6.5 22h11a1.5 1.5 0 0 0 1.5-1.5V7zM14 2v5h5" />
    <Modules x={8.5} y={11.5} size={7} />
  </Drawing>
)

/** A code between the corners of a viewfinder. */
export const Viewfinder = () => (
  <Drawing>
    <path d="M2 7V4a2 2 0 0 1 2-2h3M17 2h3a2 2 0 0 1 2 2v3M22 17v3a2 2 0 0 1-2 2h-3M7 22H4a2 2 0 0 1-2-2v-3" />
    <Modules x={7} y={7} size={10} />
  </Drawing>
)

/** Done. */
export const Tick = () => (
  <Drawing>
    <path d="m4 13 5.5 5.5L20.5 6" stroke-width="3" />
  </Drawing>
)

/** Waiting. */
export const Hourglass = () => (
  <Drawing>
    <path d="M6 2h12M6 22h12M7 2v4c0 3 5 4 5 6 0-2 5-3 5-6V2M7 22v-4c0-3 5-4 5-6 0 2 5 3 5 6v4" />
  </Drawing>
)

/** Refused. */
export const Cross = () => (
  <Drawing>
    <path d="m5.5 5.5 13 13M18.5 5.5l-13 13" stroke-width="3" />
  </Drawing>
)

/** Look here: something to know. */
export const Attention = () => (
  <Drawing>
    <path d="M12 3 1.8 20.5h20.4zM12 10v4.5M12 17.6v.1" />
  </Drawing>
)

/** Something to know. */
export const Info = () => (
  <Drawing>
    <circle cx="12" cy="12" r="10" />
    <path d="M12 11v6M12 7v.1" />
  </Drawing>
)

/** Light. */
export const Torch = () => (
  <Drawing>
    <path d="M7 2h10v3.5L14 10v11a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1V10L7 5.5zM7 5.5h10M12 13v2" />
  </Drawing>
)

/** A photo camera. */
export const Camera = () => (
  <Drawing>
    <path d="M3.5 7H7l2-3h6l2 3h3.5A1.5 1.5 0 0 1 22 8.5v10a1.5 1.5 0 0 1-1.5 1.5h-17A1.5 1.5 0 0 1 2 18.5v-10A1.5 1.5 0 0 1 3.5 7" />
    <circle cx="12" cy="13.5" r="3.5" />
  </Drawing>
)

/** Typing. */
export const Keyboard = () => (
  <Drawing>
    <rect x="1.5" y="5" width="21" height="14" rx="2" />
    <path d="M5.5 9h.1M9.8 9h.1M14.1 9h.1M18.4 9h.1M5.5 12h.1M9.8 12h.1M14.1 12h.1M18.4 12h.1M8 15.5h8" />
  </Drawing>
)

/** Languages. */
export const Globe = () => (
  <Drawing>
    <circle cx="12" cy="12" r="10" />
    <path d="M2 12h20M12 2c3 3 4 6.5 4 10s-1 7-4 10c-3-3-4-6.5-4-10s1-7 4-10" />
  </Drawing>
)

/** Inspection. */
export const Shield = () => (
  <Drawing>
    <path d="M12 2 4 5v6c0 5 3.5 9 8 11 4.5-2 8-6 8-11V5zM8.5 11.5l2.5 2.5 4.5-5" />
  </Drawing>
)

/** Days kept on this phone. */
export const Calendar = () => (
  <Drawing>
    <rect x="3" y="4.5" width="18" height="17" rx="2" />
    <path d="M3 10h18M8 2v5M16 2v5M8 14.5l2 2 5-4" />
  </Drawing>
)

/** A person. */
export const Person = () => (
  <Drawing>
    <circle cx="12" cy="7.5" r="4.5" />
    <path d="M3.5 22c0-5 4-7 8.5-7s8.5 2 8.5 7" />
  </Drawing>
)

/** Where one came from; mirrored in scripts that run from the right. */
export const Back = () => (
  <Drawing directed>
    <path d="M20 12H4M11 5l-7 7 7 7" />
  </Drawing>
)

/** Several persons. */
export const People = () => (
  <Drawing>
    <circle cx="9" cy="8" r="3.5" />
    <path d="M2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M15.5 4.8a3.5 3.5 0 0 1 0 6.4M17 14.3c2.7.6 4.5 2.8 4.5 5.7" />
  </Drawing>
)

/** A building under a crane. */
export const Building = () => (
  <Drawing>
    <path d="M4 21V9l6-3v15M10 21h10V12h-10M3 21h18M13 15h1M16.500 15h1M13 18h1M16.500 18h1M7 12v.01M7 15v.01M7 18v.01" />
  </Drawing>
)

/** Out, at once. */
export const Exit = () => (
  <Drawing directed>
    <path d="M13 3H4v18h9M9 12h12m-5-5 5 5-5 5" />
  </Drawing>
)

/** In, through a door. */
export const Enter = () => (
  <Drawing directed>
    <path d="M11 3h9v18h-9M3 12h12m-5-5 5 5-5 5" />
  </Drawing>
)

/** Another one instead. */
export const Change = () => (
  <Drawing>
    <path d="M4 9h14m14.5 5.5 3.5 3.5-3.5 3.5M20 17H6M9.5 13.5 6 17l3.5 3.5" />
  </Drawing>
)

/** Take back. */
export const Undo = () => (
  <Drawing>
    <path d="M8 4 3 9l5 5M3 9h11a6 6 0 0 1 0 12H9" />
  </Drawing>
)

/** Hand on to somebody. */
export const Share = () => (
  <Drawing>
    <path d="M12 15V2M7.5 6 12 2l4.5 4M7 10H5.5A1.5 1.5 0 0 0 4 11.5v9A1.5 1.5 0 0 0 5.5 22h13a1.5 1.5 0 0 0 1.5-1.5v-9a1.5 1.5 0 0 0-1.5-1.5H17" />
  </Drawing>
)

/** Keep as a picture. */
export const Save = () => (
  <Drawing>
    <path d="M12 2v13M7 10.5l5 5 5-5M3 17v3.5A1.5 1.5 0 0 0 4.5 22h15a1.5 1.5 0 0 0 1.5-1.5V17" />
  </Drawing>
)

/** A place on the map. */
export const MapPin = () => (
  <Drawing>
    <path d="M12 22c4-5 7-8.5 7-12a7 7 0 0 0-14 0c0 3.5 3 7 7 12" />
    <circle cx="12" cy="10" r="2.5" />
  </Drawing>
)

/** A key: signing in. */
export const Key = () => (
  <Drawing>
    <circle cx="8" cy="15" r="5" />
    <path d="M11.5 11.5 20 3M16 7l3 3M13 10l2 2" />
  </Drawing>
)

/** Onto paper. */
export const Printer = () => (
  <Drawing>
    <path d="M7 8V2.500h10V8M7 17.500H3.500a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1h17a1 1 0 0 1 1 1v7.500a1 1 0 0 1-1 1H17M7 14h10v7.500H7zM18 11h.01" />
  </Drawing>
)

/** One more. */
export const Plus = () => (
  <Drawing>
    <path d="M12 4v16M4 12h16" stroke-width="3" />
  </Drawing>
)

/** A cup: a pause. */
export const Cup = () => (
  <Drawing>
    <path d="M4 9h13v6a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5zM17 10.500h2a2.500 2.500 0 0 1 0 5h-2M8 2.500v3M13 2.500v3" />
  </Drawing>
)
