import { changePage, resizePage } from '#shared/canvas/edits/page.ts'
import { canvasLimits, type PageRecord, pageOf } from '#shared/canvas/records.ts'
import { commit, useCanvas } from '../../stores/canvas.ts'
import { t } from '../../strings.ts'
import { Section } from '../../ui/Section.tsx'
import { Select } from '../../ui/Select.tsx'

const words = t.canvas.page
const grids = ['16', '32', '64', '128'] as const

const change = (part: Partial<PageRecord>) =>
  commit(t.canvas.deeds.page, changePage(useCanvas.getState().drawing, part))

const resize = (part: { width?: number; height?: number }) => {
  const { drawing } = useCanvas.getState()
  const { width, height } = pageOf(drawing)
  commit(t.canvas.deeds.page, resizePage(drawing, { width, height, ...part }))
}

/** The page's size, paper and grid. */
export function PagePanel() {
  const page = useCanvas(({ drawing }) => pageOf(drawing))
  return (
    <Section title={words.title} open={false}>
      {(['width', 'height'] as const).map(side => (
        <label key={`${side} ${page[side]}`} className="field">
          <span>{words[side]}</span>
          <input
            className="number"
            type="number"
            defaultValue={page[side]}
            min={canvasLimits.side.min}
            max={canvasLimits.side.max}
            onBlur={event => {
              const value = Number(event.target.value)
              if (value && value !== page[side]) resize({ [side]: value })
            }}
            onKeyDown={event => event.key === 'Enter' && event.currentTarget.blur()}
          />
        </label>
      ))}
      <label className="field">
        <span>{words.background}</span>
        <input
          type="color"
          className="canvas-colour"
          value={page.background}
          onChange={event => change({ background: event.target.value })}
        />
      </label>
      <div className="field">
        <span>{words.grid}</span>
        <Select
          label={words.grid}
          value={String(page.grid ?? 'none')}
          options={[
            { value: 'none', label: words.noGrid },
            ...grids.map(value => ({ value, label: words.gridOf(Number(value)) })),
          ]}
          onChange={value => change({ grid: value === 'none' ? null : Number(value) })}
        />
      </div>
    </Section>
  )
}
