import { useRef } from 'react'
import { samplePrompt } from '../lib/subjects.ts'
import { useSample } from '../stores/samples.ts'
import { useVisible } from '../ui/use-visible.ts'

type Props = { model: string; word: string; tabIndex: number; onFocus: () => void; onUse: () => void }

export function SubjectTile({ model, word, tabIndex, onFocus, onUse }: Props) {
  const ref = useRef<HTMLButtonElement>(null)
  const url = useSample(model, samplePrompt(word), 1, useVisible(ref))
  return (
    <li>
      <button
        ref={ref}
        type="button"
        className="sample"
        tabIndex={tabIndex}
        onFocus={onFocus}
        onClick={onUse}
      >
        <span className="sample-picture" data-state={url ? 'shown' : url === null ? 'failed' : 'loading'}>
          {url && <img src={url} alt="" draggable={false} />}
        </span>
        {word}
      </button>
    </li>
  )
}
