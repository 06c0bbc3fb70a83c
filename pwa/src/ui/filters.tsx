import './table.css'
import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import { Button } from './button'
import { Funnel } from './more-icons'

/** The filters of a list. On a phone they are folded away behind `label` until they are wanted, or `set` already. */
export function Filters({ label, set, children }: { label: string; set: boolean; children: ComponentChildren }) {
  const [open, setOpen] = useState(set)
  const id = useId()
  return (
    <>
      <div class="narrow-only filters-fold">
        <Button icon={<Funnel />} expands={{ id, open }} onPress={() => setOpen(!open)}>
          {label}
        </Button>
      </div>
      <div id={id} class={open ? 'filters' : 'filters wide-only'}>
        {children}
      </div>
    </>
  )
}
