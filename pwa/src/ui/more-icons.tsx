/** The pictograms of pages that come after the first script; drawn as those in icons.tsx. */
import { Drawing } from './icons'

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

/** A list with lines. */
export const List = () => (
  <Drawing>
    <path d="M8 6h13M8 12h13M8 18h13M3.500 6h.01M3.500 12h.01M3.500 18h.01" />
  </Drawing>
)

/** Fewer of many. */
export const Funnel = () => (
  <Drawing>
    <path d="M2.500 4h19L14 13v7l-4-2v-5z" />
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
