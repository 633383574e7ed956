import { Copy, Lock, LockOpen, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { copyText } from '../lib/copy-text.ts'
import { seedOf } from '../stores/request.ts'
import { explain, toast } from '../stores/toasts.ts'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'

type Props = {
  /** What it is called in the middle of a sentence. */
  name: string
  /** Null: the main seed's. */
  seed: string | null
  locked: boolean
  onType: (text: string) => void
  onLock: (locked: boolean) => void
  onFree?: (() => void) | undefined
}

/** A die's seed as a field: typed, locked, copied, given back. */
export function DieSeed({ name, seed, locked, onType, onLock, onFree }: Props) {
  const [draft, setDraft] = useState<string | null>(null)
  const bad = draft !== null && draft !== '' && seedOf(draft) === null
  return (
    <div className="seed die-seed" data-locked={locked}>
      <input
        aria-label={t.diceParts.seedOf(name)}
        aria-invalid={bad}
        title={bad ? t.obstacle.seed : undefined}
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        placeholder={t.diceParts.asMain}
        value={draft ?? seed ?? ''}
        onChange={event => {
          const text = event.target.value.trim()
          setDraft(text)
          if (seedOf(text) !== null) onType(text)
        }}
        onFocus={event => event.target.select()}
        onBlur={() => setDraft(null)}
      />
      {seed !== null && (
        <>
          <IconButton
            icon={locked ? Lock : LockOpen}
            className="lit"
            on={locked}
            label={locked ? t.diceParts.unlock(name) : t.diceParts.lock(name)}
            onClick={() => onLock(!locked)}
          />
          <IconButton
            icon={Copy}
            label={t.diceParts.copy(name)}
            onClick={() => copyText(seed).then(() => toast(t.diceParts.copied), explain)}
          />
          {onFree && <IconButton icon={Undo2} label={t.diceParts.free(name)} onClick={onFree} />}
        </>
      )}
    </div>
  )
}
