import { Lock, LockOpen, X } from 'lucide-react'
import { setDesk, type Around as Value } from '../stores/desk.ts'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { NumberField } from '../ui/NumberField.tsx'
import { Slider } from '../ui/Slider.tsx'

const range = { min: 0, max: 1, step: 0.01 }

/** Rolling near one seed: how far, and a way out. */
export function Around({ around }: { around: Value }) {
  const { seed, strength, held } = around
  const set = (change: Partial<Value>) => setDesk({ around: { ...around, ...change } })
  return (
    <section className="around" data-live="peek" aria-label={t.dice.around}>
      <div className="around-head">
        <strong>{t.dice.around}</strong>
        <span className="seed-small" title={t.dice.variationSeed}>
          {seed}
        </span>
        <IconButton
          icon={held ? Lock : LockOpen}
          className="lit"
          on={held}
          label={held ? t.dice.unholdVariation : t.dice.holdVariation}
          side="top"
          onClick={() => set({ held: !held })}
        />
        <IconButton
          icon={X}
          label={t.dice.leaveAround}
          side="top"
          onClick={() => setDesk({ around: null })}
        />
      </div>
      <div className="around-strength">
        <Slider
          label={t.dice.strengthSlider}
          value={strength}
          {...range}
          onChange={value => set({ strength: value })}
        />
        <NumberField
          label={t.dice.strength}
          help={t.dice.strengthHelp}
          value={strength}
          given={false}
          {...range}
          pace={3}
          onChange={value => set({ strength: value })}
          onReset={() => {}}
        />
      </div>
    </section>
  )
}
