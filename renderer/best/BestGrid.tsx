import { Dices } from 'lucide-react'
import { useRef, useState } from 'react'
import { openRoll } from '../actions/open-roll.ts'
import { gridFor, shares } from '../lib/best-order.ts'
import { gridMove } from '../lib/grid-keys.ts'
import { useBest } from '../stores/best.ts'
import { openDialog } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Notice } from '../ui/Notice.tsx'
import { useSize } from '../ui/use-size.ts'
import { BestCell } from './BestCell.tsx'

/** The rolls, best first as far as is known: each moves to its rank, and fades once it is out. */
export function BestGrid() {
  const box = useRef<HTMLUListElement>(null)
  const { width, height } = useSize(box)
  const rolls = useBest(best => best.rolls)
  const order = useBest(best => best.order)
  const left = useBest(best => best.left)
  const of = useBest(best => (best.state === 'rolling' ? best.choice.rolls : best.order.length))
  const jobs = useBest(best => best.jobs)
  const model = useBest(best => best.model)
  const done = useBest(best => best.state === 'done')
  const [at, setAt] = useState(0)
  const count = Math.max(of, order.length)
  const { columns, side } = gridFor(count, width, height)
  const bars = shares(Array.from(rolls, roll => roll?.score ?? null))
  const open = (index: number) => {
    openDialog(null)
    if (model) void openRoll(rolls[index]!.generation, model)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const to = gridMove(event.key, at, order.length, columns)
    if (to === null) return
    event.preventDefault()
    setAt(to)
    box.current?.querySelector<HTMLElement>(`[data-rank='${to}']`)?.focus()
  }
  return (
    <ul ref={box} className="best-grid" aria-label={t.best.grid(order.length)} onKeyDown={onKeyDown}>
      {order
        .map((index, rank) => ({ index, rank }))
        .sort((a, b) => a.index - b.index)
        .map(({ index, rank }) => (
          <BestCell
            key={index}
            number={index + 1}
            roll={rolls[index]!}
            share={bars[index] ?? null}
            state={rank >= left ? 'out' : done ? 'kept' : 'in'}
            job={jobs.get(index)}
            rank={rank}
            side={side}
            place={{ x: (rank % columns) * side, y: Math.floor(rank / columns) * side }}
            tabIndex={rank === Math.min(at, order.length - 1) ? 0 : -1}
            onFocus={() => setAt(rank)}
            onOpen={() => open(index)}
          />
        ))}
      {!order.length && (
        <li className="best-empty">
          <Notice icon={Dices} title={t.best.empty} text={t.best.emptyText} />
        </li>
      )}
    </ul>
  )
}
