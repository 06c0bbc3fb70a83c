import './l1-drawing.css'

/**
 * A Limosa L1, drawn: a sheet with a QR code and seventeen digits, each in a
 * ring. It shows what to look for, not how the sheet is laid out.
 */
export function L1Drawing({ label }: { label: string }) {
  return (
    <svg class="l1" viewBox="0 0 300 400" role="img" aria-label={label}>
      <g transform="scale(2)">
        <rect class="l1-sheet" x="4" y="4" width="142" height="192" rx="5" />
        <path class="l1-line" d="M46 24h44M46 32h30M16 112h118M16 122h118M16 132h92M16 146h118M16 156h118M16 166h70M16 180h50" />
        <Code x={88} y={40} />
        <circle class="l1-ring" cx="109" cy="61" r="33" />
        <ellipse class="l1-ring" cx="72" cy="92" rx="66" ry="12" />
      </g>
      <text class="l1-name" x="32" y="64">
        L1
      </text>
      <text class="l1-digits" x="34" y="192">
        2491 0158 6419 68060
      </text>
    </svg>
  )
}

/** A QR code as small as can be told for one; nobody can scan it. */
function Code({ x, y }: { x: number; y: number }) {
  const finder = (dx: number, dy: number) => (
    <>
      <rect class="l1-ink" x={dx} y={dy} width="14" height="14" />
      <rect class="l1-paper" x={dx + 2} y={dy + 2} width="10" height="10" />
      <rect class="l1-ink" x={dx + 4} y={dy + 4} width="6" height="6" />
    </>
  )
  const modules =
    'M17 1h3v3h-3zM22 6h3v4h-3zM17 12h5v3h-5zM1 17h4v3h-4zM8 19h4v4h-4zM14 17h3v6h-3zM19 19h6v3h-6zM28 17h4v4h-4z' +
    'M34 20h6v3h-6zM18 26h4v4h-4zM25 25h5v5h-5zM34 27h4v4h-4zM18 34h6v4h-6zM28 33h3v7h-3zM34 36h6v4h-6zM38 31h3v3h-3z'
  return (
    <g transform={`translate(${x} ${y})`}>
      {finder(0, 0)}
      {finder(28, 0)}
      {finder(0, 28)}
      <path class="l1-ink" d={modules} />
    </g>
  )
}
