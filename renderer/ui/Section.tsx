import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useId, useState } from 'react'

type Props = { title: string; note?: ReactNode; open?: boolean; lazy?: boolean; children: ReactNode }

/** A part of a panel that folds away; what is in a `lazy` one exists while it is open. */
export function Section({ title, note, open: initially = true, lazy = false, children }: Props) {
  const [open, setOpen] = useState(initially)
  const id = useId()
  return (
    <section className="section" data-open={open}>
      <h2>
        <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <ChevronRight size={14} aria-hidden />
          {title}
        </button>
        {note}
      </h2>
      <div id={id} hidden={!open}>
        {(open || !lazy) && children}
      </div>
    </section>
  )
}
