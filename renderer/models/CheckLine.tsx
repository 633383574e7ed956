import { X } from 'lucide-react'
import { duration } from '../lib/time.ts'
import { closeCheck, stopCheck, useShelf } from '../stores/model-shelf.ts'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Progress } from '../ui/Progress.tsx'

const words = t.models

/** How far the check of a model's files is, or what it found. */
export function CheckLine({ model }: { model: string }) {
  const check = useShelf(state => state.checks[model])
  if (!check) return null
  const { doing, result, error } = check
  if (doing)
    return (
      <div className="model-check">
        <span>
          {words.checking}
          {doing.msLeft !== null && doing.done < doing.of && ` · ${t.time.left(duration(doing.msLeft))}`}
        </span>
        <IconButton icon={X} label={t.cancel} onClick={() => stopCheck(model)} />
        <Progress share={doing.of ? doing.done / doing.of : null} label={words.checking} />
      </div>
    )
  const bad = result ? result.differs.length + result.missing.length > 0 : true
  return (
    <div className="model-check" data-bad={bad} role="status">
      <span>
        {error}
        {result && !bad && words.verified[result.against](result.checked)}
        {result && result.differs.length > 0 && `${words.differs(result.differs)} `}
        {result && result.missing.length > 0 && words.missing(result.missing)}
      </span>
      <IconButton icon={X} label={t.close} onClick={() => closeCheck(model)} />
    </div>
  )
}
