import { type ColourLabel, colourLabels } from '#shared/library/query-fields.ts'
import { t } from '../strings.ts'

type Props = {
  value: string
  /** Colours that some of several have. */
  some?: (label: ColourLabel) => boolean
  onChange: (label: ColourLabel | '') => void
}

/** A colour for a picture, or none; the one that it has already takes it away. */
export const LabelPicker = ({ value, some, onChange }: Props) => (
  <fieldset className="label-picker" aria-label={t.rating.label}>
    {colourLabels.map(label => (
      <button
        key={label}
        type="button"
        className="label-dot"
        data-label={label}
        aria-label={t.rating.labels[label]}
        title={t.rating.labels[label]}
        aria-pressed={value === label ? true : some?.(label) ? 'mixed' : false}
        onClick={() => onChange(value === label ? '' : label)}
      />
    ))}
  </fieldset>
)
