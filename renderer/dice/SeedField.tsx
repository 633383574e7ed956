import { ChevronLeft, ChevronRight, Dices, Lock, LockOpen } from 'lucide-react'
import { setDesk, useDesk } from '../stores/desk.ts'
import { seedOf, stepSeed } from '../stores/request.ts'
import { t } from '../strings.ts'
import { ActionButton } from '../ui/ActionButton.tsx'

/** The seed of the next picture. Typing or stepping it locks it; unlocked, each roll draws a new one. */
export function SeedField() {
  const seed = useDesk(desk => desk.seed)
  const locked = useDesk(desk => desk.locked)
  const bad = seedOf(seed) === null
  return (
    <fieldset className="seed" data-live="peek" data-locked={locked}>
      <legend className="visually-hidden">{t.dice.seed}</legend>
      <ActionButton
        action="seed.lock"
        icon={locked ? Lock : LockOpen}
        className="lit"
        on={locked}
        label={locked ? t.dice.unlock : t.dice.lock}
        side="top"
      />
      <input
        aria-label={t.dice.seed}
        aria-invalid={bad}
        title={bad ? t.obstacle.seed : locked ? t.dice.lockedHelp : t.dice.freeHelp}
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        value={seed}
        onChange={event => setDesk({ seed: event.target.value.trim(), locked: true })}
        onFocus={event => event.target.select()}
        onKeyDown={event => {
          const by = { ArrowUp: 1, ArrowDown: -1 }[event.key] as 1 | -1 | undefined
          if (!by || event.altKey || event.ctrlKey || event.metaKey) return
          event.preventDefault()
          for (let i = 0; i < (event.shiftKey ? 10 : 1); i++) stepSeed(by)
        }}
      />
      <ActionButton action="seed.previous" icon={ChevronLeft} side="top" />
      <ActionButton action="seed.next" icon={ChevronRight} side="top" />
      <ActionButton action="seed.new" icon={Dices} side="top" />
    </fieldset>
  )
}
