/** The border of Belgium in coarse strokes: longitude and latitude in turn. */
const border =
  '2.55 51.09 3.37 51.37 3.85 51.21 4.25 51.37 4.42 51.46 4.78 51.5 5.03 51.47 5.24 51.26 5.57 51.22 5.85 51.15 5.77 50.95 ' +
  '5.65 50.82 6.02 50.75 6.27 50.5 6.37 50.31 6.14 50.13 5.97 50.17 5.75 49.93 5.9 49.66 5.82 49.55 5.47 49.5 5.1 49.76 4.86 49.8 ' +
  '4.85 50.16 4.69 49.99 4.2 49.96 4.15 50.25 3.75 50.35 3.61 50.49 3.28 50.53 3.17 50.76 2.65 50.8'

/** A degree of longitude is shorter than one of latitude, at this latitude by so much. */
const squeeze = 0.635
const [west, north] = [2.4, 51.6]

const x = (longitude: number) => (longitude - west) * squeeze * 100
const y = (latitude: number) => (north - latitude) * 100

/** Where in Belgium a position is, roughly: enough to see a slip. */
export function Sketch({ at, label }: { at: { latitude: number; longitude: number }; label: string }) {
  const numbers = border.split(' ').map(Number)
  const points = numbers.flatMap((value, i) => (i % 2 === 0 ? [`${x(value)},${y(numbers[i + 1] ?? 0)}`] : []))
  return (
    <svg class="place-form-sketch" role="img" aria-label={label} viewBox={`0 0 ${x(6.5)} ${y(49.4)}`}>
      <polygon points={points.join(' ')} />
      <circle cx={x(at.longitude)} cy={y(at.latitude)} r="7" />
    </svg>
  )
}
