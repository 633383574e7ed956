import type { ModelCard } from '#shared/studio/models.ts'
import { layoutShare } from '../lib/dice-tray.ts'
import { setDesk, useDesk } from '../stores/desk.ts'
import { t } from '../strings.ts'
import { NumberField } from '../ui/NumberField.tsx'
import { Section } from '../ui/Section.tsx'
import { Slider } from '../ui/Slider.tsx'
import { DieRow } from './DieRow.tsx'
import { useGrid } from './use-grid.ts'
import { WavePicture } from './WavePicture.tsx'

const range = { min: 0, max: 1, step: 0.01 }

/** The slow and the fast waves of the starting noise, and where one ends and the other begins. */
export function Waves({ model }: { model: ModelCard }) {
  const split = useDesk(desk => desk.dice.split)
  const set = (value: number) => setDesk(({ dice }) => ({ dice: { ...dice, split: value } }))
  const share = t.diceParts.percent(layoutShare(split, useGrid(model).grid))
  return (
    <Section title={t.diceParts.waves}>
      <DieRow die="layout" label={t.diceParts.layout} pips={1} />
      <DieRow die="texture" label={t.diceParts.texture} pips={16} />
      <div className="split" data-live="peek">
        <WavePicture split={split} label={t.diceParts.wavePicture(share)} />
        <div className="split-turn">
          <NumberField
            label={t.diceParts.split}
            help={t.diceParts.splitHelp}
            value={split}
            given={split !== 0.25}
            {...range}
            pace={3}
            onChange={set}
            onReset={() => set(0.25)}
          />
          <Slider label={t.diceParts.splitSlider} value={split} {...range} onChange={set} />
          <p className="die-why">{t.diceParts.waveShare(share)}</p>
        </div>
      </div>
    </Section>
  )
}
