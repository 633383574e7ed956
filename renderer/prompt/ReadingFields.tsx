import { clipSkip, usualReading } from '#shared/prompt/reading.ts'
import { type PromptStyle, promptStyles } from '#shared/prompt/style-names.ts'
import type { ModelCard } from '#shared/studio/models.ts'
import { setDesk, useDesk } from '../stores/desk.ts'
import { t } from '../strings.ts'
import { NumberField } from '../ui/NumberField.tsx'
import { Reset } from '../ui/Reset.tsx'
import { Select } from '../ui/Select.tsx'

const styles = Object.entries(promptStyles).map(([value, label]) => ({ value, label }))

/** Whose rules the signs in the words follow, and which layer of the text encoder is read. */
export function ReadingFields({ model }: { model: ModelCard }) {
  const reading = useDesk(desk => desk.reading)
  const change = (part: Partial<typeof reading>) => setDesk({ reading: { ...reading, ...part } })
  const given = reading.style !== usualReading.style
  return (
    <>
      <div className="field" data-given={given}>
        <span className="field-label" title={t.drawing.help.style}>
          {t.drawing.style}
        </span>
        <Reset given={given} label={t.drawing.style} onReset={() => change({ style: usualReading.style })} />
        <Select
          label={t.drawing.style}
          value={reading.style}
          options={styles}
          onChange={style => change({ style: style as PromptStyle })}
        />
      </div>
      {!model.hasVocabulary && (
        <NumberField
          label={t.drawing.clipSkip}
          help={t.drawing.help.clipSkip}
          value={reading.clipSkip}
          given={reading.clipSkip !== usualReading.clipSkip}
          {...clipSkip}
          step={1}
          pace={12}
          onChange={value => change({ clipSkip: value })}
          onReset={() => change({ clipSkip: usualReading.clipSkip })}
        />
      )}
    </>
  )
}
