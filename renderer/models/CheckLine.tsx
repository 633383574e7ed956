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
  const { what, doing, result, report, error } = check
  const title = words.checks[what]
  if (doing)
    return (
      <div className="model-check">
        <span>
          {title}
          {doing.msLeft !== null && doing.done < doing.of && ` · ${t.time.left(duration(doing.msLeft))}`}
        </span>
        <IconButton icon={X} label={t.cancel} onClick={() => stopCheck(model)} />
        <Progress share={doing.of ? doing.done / doing.of : null} label={title} />
      </div>
    )
  const bad = result ? result.differs.length + result.missing.length > 0 : !report?.canRun
  return (
    <div className="model-check" data-bad={bad} role="status">
      <div>
        {error && <p>{error}</p>}
        {result && !bad && <p>{words.verified[result.against](result.checked)}</p>}
        {result && result.differs.length > 0 && <p>{words.differs(result.differs)}</p>}
        {result && result.missing.length > 0 && <p>{words.missing(result.missing)}</p>}
        {report?.canRun && <p>{words.canRun}</p>}
        {[...(report?.problems ?? []), ...(report?.warnings ?? [])].map(line => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <IconButton icon={X} label={t.close} onClick={() => closeCheck(model)} />
    </div>
  )
}
