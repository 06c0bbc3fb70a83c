/** The pictograms of pages that come after the first script; drawn as those in icons.tsx. */
import { Drawing } from './icons'

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

/** Forget. */
export const Bin = () => (
  <Drawing>
    <path d="M3 6h18M9 6V3h6v3M5.5 6l1 15h11l1-15M10 10.5v6M14 10.5v6" />
  </Drawing>
)

/** Further; mirrored in scripts that run from the right. */
export const Onward = () => (
  <Drawing directed>
    <path d="m9 5 7 7-7 7" />
  </Drawing>
)

/** Where everything begins. */
export const House = () => (
  <Drawing>
    <path d="M3 11.5 12 4l9 7.5M5.5 9.5V20h13V9.5M10 20v-6h4v6" />
  </Drawing>
)

/** A key: signing in. */
export const Key = () => (
  <Drawing>
    <circle cx="8" cy="15" r="5" />
    <path d="M11.5 11.5 20 3M16 7l3 3M13 10l2 2" />
  </Drawing>
)

/** A list with lines. */
export const List = () => (
  <Drawing>
    <path d="M8 6h13M8 12h13M8 18h13M3.500 6h.01M3.500 12h.01M3.500 18h.01" />
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

/** Fewer of many. */
export const Funnel = () => (
  <Drawing>
    <path d="M2.500 4h19L14 13v7l-4-2v-5z" />
  </Drawing>
)

/** A cup: a pause. */
export const Cup = () => (
  <Drawing>
    <path d="M4 9h13v6a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5zM17 10.500h2a2.500 2.500 0 0 1 0 5h-2M8 2.500v3M13 2.500v3" />
  </Drawing>
)

/** To change with a pen. */
export const Pen = () => (
  <Drawing>
    <path d="M4 20l1-5L16.500 3.500l4 4L9 19zM14 6l4 4" />
  </Drawing>
)

/** A door that one leaves by. */
export const Leave = () => (
  <Drawing directed>
    <path d="M10 3H5v18h5M15 8l4 4-4 4M19 12H9" />
  </Drawing>
)

/** An eye: look at what is hidden. */
export const Eye = () => (
  <Drawing>
    <path d="M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12Z" />
    <circle cx="12" cy="12" r="3" />
  </Drawing>
)

/** A telephone's receiver. */
export const Call = () => (
  <Drawing>
    <path d="M6.5 3h2.6l1.6 4.4-2.2 1.8a12 12 0 0 0 6.3 6.3l1.8-2.2 4.4 1.6v2.6a2.5 2.5 0 0 1-2.7 2.5A16.6 16.6 0 0 1 4 5.7 2.5 2.5 0 0 1 6.5 3z" />
  </Drawing>
)
