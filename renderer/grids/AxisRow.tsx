import { useId } from 'react'
import type { Generation } from '#shared/generation.ts'
import { readAxis } from '#shared/grid/axes.ts'
import { randomSeed } from '#shared/seed.ts'
import { type AxisName, axisProblem, setAxis, useGridMaker } from '../stores/grid-maker.ts'
import { t } from '../strings.ts'
import { Select } from '../ui/Select.tsx'
import { type AxisKind, seedsFrom } from './axis-kinds.ts'

type Props = { axis: AxisName; kinds: readonly AxisKind[]; base: Generation }

/** Which setting an axis is, and its values. */
export function AxisRow({ axis, kinds, base }: Props) {
  const draft = useGridMaker(state => state.axes[axis])
  const kind = kinds.find(one => one.kind === draft.kind)
  const problem = axisProblem(draft)
  const id = useId()
  const options = [
    { value: '', label: t.grids.none },
    ...kinds.map(({ kind, label, group }) => ({
      value: kind,
      label,
      ...(group !== 'roll' && { note: t.grids.groups[group] }),
    })),
  ]
  const set = (text: string) => setAxis(axis, { ...draft, text })
  return (
    <section className="grid-axis" aria-label={t.grids.axes[axis]}>
      <div className="grid-axis-head">
        <h3>{t.grids.axes[axis]}</h3>
        <Select
          label={t.grids.choose(t.grids.axes[axis])}
          value={kind?.kind ?? ''}
          options={options}
          onChange={value =>
            setAxis(axis, { kind: value, text: kinds.find(one => one.kind === value)?.first ?? '' })
          }
        />
        {kind && !problem && (
          <output>{t.grids.valuesOf(readAxis(`${kind.kind}=${draft.text}`).values.length)}</output>
        )}
      </div>
      {kind && (
        <>
          {kind.names ? (
            <Names axis={axis} kind={kind} text={draft.text} onChange={set} />
          ) : (
            <div className="grid-values">
              <input
                aria-label={t.grids.values(t.grids.axes[axis])}
                aria-describedby={id}
                aria-invalid={problem !== null}
                value={draft.text}
                maxLength={5000}
                spellCheck={kind.editor === 'words'}
                autoComplete="off"
                onChange={event => set(event.target.value)}
              />
              <Quick kind={kind} base={base} onChange={set} />
            </div>
          )}
          <p id={id} className={problem ? 'grid-problem' : 'quiet-text'}>
            {problem ?? kind.help}
          </p>
        </>
      )}
    </section>
  )
}

type Editing = { kind: AxisKind; onChange: (text: string) => void }

/** Values that are often wanted, by a click. */
function Quick({ kind, base, onChange }: Editing & { base: Generation }) {
  const rows: [string, string][] =
    kind.editor === 'seeds'
      ? [
          ...[4, 8].map((n): [string, string] => [t.grids.nextSeeds(n), seedsFrom(base, n)]),
          [t.grids.newSeeds(4), Array.from({ length: 4 }, randomSeed).join(',')],
        ]
      : kind.range
        ? [3, 5, 9].map((n): [string, string] => [t.grids.so(n), `${kind.range![0]}..${kind.range![1]}/${n}`])
        : []
  if (!rows.length || /^(steps|width|height)$/.test(kind.kind)) return null
  return (
    <div className="chips">
      {rows.map(([label, text]) => (
        <button key={label} type="button" className="chip" onClick={() => onChange(text)}>
          {label}
        </button>
      ))}
    </div>
  )
}

/** One of a few: each is in or out. */
function Names({ axis, kind, text, onChange }: Editing & { axis: AxisName; text: string }) {
  const chosen = text.split(',').filter(Boolean)
  const turn = (value: string) =>
    onChange(
      kind
        .names!.map(one => one.value)
        .filter(one => (one === value ? !chosen.includes(one) : chosen.includes(one)))
        .join(','),
    )
  return (
    <fieldset className="chips grid-names">
      <legend className="visually-hidden">{t.grids.values(t.grids.axes[axis])}</legend>
      {kind.names!.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          className="chip"
          aria-pressed={chosen.includes(value)}
          onClick={() => turn(value)}
        >
          {label}
        </button>
      ))}
    </fieldset>
  )
}
