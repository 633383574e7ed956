import { LayoutGrid } from 'lucide-react'
import { useMemo } from 'react'
import { unknownAmongWords } from '../lib/prompt-layers.ts'
import { unknownWords } from '../lib/vocabulary.ts'
import { setPrompt, useDesk } from '../stores/desk.ts'
import { useWords } from '../stores/use-model.ts'
import { t } from '../strings.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { PromptEditor } from './PromptEditor.tsx'
import { TokenCount } from './TokenCount.tsx'
import { UnknownWords } from './UnknownWords.tsx'

export function PromptBlock() {
  const prompt = useDesk(desk => desk.prompt)
  const words = useWords()
  const style = useDesk(desk => desk.reading.style)
  const unknown = useMemo(() => {
    const found = words ? unknownWords(prompt, words.lexicon) : []
    return style === 'plain' ? found : unknownAmongWords(prompt, found)
  }, [prompt, words, style])
  return (
    <div className="prompt-block">
      <div className="prompt-head">
        <label htmlFor="prompt">{t.prompt.label}</label>
        <TokenCount text={prompt} />
        {words && <ActionButton action="prompt.subjects" icon={LayoutGrid} />}
      </div>
      <PromptEditor
        id="prompt"
        value={prompt}
        onChange={setPrompt}
        lexicon={words?.lexicon ?? null}
        unknown={unknown}
        placeholder={words ? t.prompt.placeholderWords : t.prompt.placeholder}
      />
      <UnknownWords text={prompt} unknown={unknown} onChange={setPrompt} />
    </div>
  )
}
