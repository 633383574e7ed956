import { X } from 'lucide-react'
import { useState } from 'react'
import type { HeatResult } from '#shared/score-contract.ts'
import { Asking } from '../info/Asking.tsx'
import type { Answer } from '../info/use-answer.ts'
import { promptWords } from '../lib/prompt-words.ts'
import { setHeat, useHeat } from '../stores/heat.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Slider } from '../ui/Slider.tsx'

type Props = { prompt: string; text: string; answer: Answer<HeatResult> }

/** Which words the map is of, how strong it is, what its colour means. */
export function HeatBar({ prompt, text, answer }: Props) {
  const opacity = useHeat(heat => heat.opacity)
  const words = promptWords(prompt)
  const chips = [...new Set([...words, ...(prompt.trim() ? [prompt.trim()] : [])])]
  const { result } = answer
  const hold = (hidden: boolean) => () => setHeat({ hidden })
  return (
    <section className="heat-bar" aria-label={t.meaning.bar}>
      <div className="heat-row">
        <fieldset className="chips">
          <legend className="visually-hidden">{t.meaning.word}</legend>
          {chips.map(word => (
            <button
              key={word}
              type="button"
              className="chip"
              aria-pressed={word === text}
              onClick={() => setHeat({ text: word })}
            >
              {word === prompt.trim() && words.length !== 1 ? t.meaning.whole : word}
            </button>
          ))}
          <OtherWords key={text} text={chips.includes(text) ? '' : text} />
        </fieldset>
        <Slider
          label={t.meaning.strength}
          min={0}
          max={1}
          step={0.05}
          value={opacity}
          onChange={value => setHeat({ opacity: value })}
        />
        <Button
          look="quiet"
          onPointerDown={hold(true)}
          onPointerUp={hold(false)}
          onPointerLeave={hold(false)}
          onPointerCancel={hold(false)}
          onKeyDown={event => (event.key === ' ' || event.key === 'Enter') && setHeat({ hidden: true })}
          onKeyUp={hold(false)}
          onBlur={hold(false)}
        >
          {t.meaning.holdToHide}
        </Button>
        <IconButton
          icon={X}
          label={t.meaning.closeHeat}
          keys="H"
          side="top"
          onClick={() => setHeat({ on: false })}
        />
      </div>
      <div className="heat-legend">
        {result ? (
          <>
            <span className="heat-scale" aria-hidden />
            <p>
              {t.meaning.legend(
                Math.max(...result.drops),
                result.score,
                Math.round(result.patch.width),
                Math.round(result.patch.height),
              )}
            </p>
          </>
        ) : text ? (
          <Asking answer={answer} label={t.meaning.covering(text)} />
        ) : (
          <p>{t.meaning.noPrompt}</p>
        )}
      </div>
    </section>
  )
}

/** Words that are not in the prompt, when they are sent off. */
function OtherWords({ text }: { text: string }) {
  const [typed, setTyped] = useState(text)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (typed.trim()) setHeat({ text: typed.trim().slice(0, 200) })
      }}
    >
      <input
        aria-label={t.meaning.other}
        placeholder={t.meaning.other}
        value={typed}
        maxLength={200}
        autoComplete="off"
        onChange={event => setTyped(event.target.value)}
      />
    </form>
  )
}
