import { TriangleAlert, X } from 'lucide-react'
import { clipOf, loraLimits } from '#shared/loras.ts'
import type { LoraCard } from '#shared/studio/loras.ts'
import { AmountNumber } from '../knobs/AmountNumber.tsx'
import { AmountSlider } from '../knobs/AmountSlider.tsx'
import { changeLora, type LoraRow as Row, removeLora, switchLora, writeTrigger } from '../stores/loras.ts'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Switch } from '../ui/Switch.tsx'

type Props = { row: Row; card: LoraCard | undefined }

/** One LoRA: on or off, how strong, and the words that it knows. */
export function LoraRow({ row: { lora, on }, card }: Props) {
  const { name, strength } = lora
  const problem = card ? card.problem : t.loras.gone
  return (
    <fieldset className="lora-row" data-on={on}>
      <legend className="visually-hidden">{name}</legend>
      <div className="steer-head">
        <Switch label={t.loras.on(name)} checked={on} onChange={next => switchLora(name, next)} />
        <span className="steer-name" title={card?.title ?? name}>
          {name}
        </span>
        <IconButton icon={X} label={t.loras.remove(name)} onClick={() => removeLora(name)} />
      </div>
      <div className="steer-turn" data-turned={on && strength !== 0}>
        <AmountSlider
          label={t.loras.strength(name)}
          amount={strength}
          title={t.loras.zeroHelp}
          onChange={next => changeLora(name, { strength: next })}
          onReset={() => changeLora(name, { strength: 1 })}
        />
        <AmountNumber
          label={t.loras.amount(name)}
          value={strength}
          {...loraLimits.strength}
          onChange={next => changeLora(name, { strength: next })}
        />
      </div>
      {card?.words && (
        <div className="lora-clip">
          <label>
            <input
              type="checkbox"
              checked={lora.clipStrength !== null}
              onChange={event =>
                changeLora(name, { clipStrength: event.target.checked ? clipOf(lora) : null })
              }
            />
            {t.loras.clip}
          </label>
          {lora.clipStrength === null ? (
            <small>{t.loras.clipSame}</small>
          ) : (
            <AmountNumber
              label={t.loras.clipOf(name)}
              value={lora.clipStrength}
              {...loraLimits.strength}
              onChange={clipStrength => changeLora(name, { clipStrength })}
            />
          )}
        </div>
      )}
      {problem !== null && (
        <small className="lora-problem">
          <TriangleAlert size={12} aria-hidden />
          {problem}
        </small>
      )}
      {card && card.triggers.length > 0 && <Triggers card={card} />}
    </fieldset>
  )
}

const shown = 8

function Triggers({ card: { name, triggers } }: { card: LoraCard }) {
  return (
    <ul className="lora-words" aria-label={t.loras.triggers(name)}>
      {triggers.slice(0, shown).map(({ word }) => (
        <li key={word}>
          <button type="button" title={t.loras.write(word)} onClick={() => writeTrigger(word)}>
            {word}
          </button>
        </li>
      ))}
    </ul>
  )
}
