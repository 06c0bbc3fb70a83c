import './facts.css'
import type { ComponentChildren } from 'preact'

/** What something is called, and what it is; nothing to show where the second is empty. */
export type Fact = [name: string, value: ComponentChildren]

/** Facts in a list, beside each other where there is room. */
export function Facts({ of }: { of: Fact[] }) {
  return (
    <dl class="facts">
      {of.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
