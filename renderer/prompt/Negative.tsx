import { useState } from 'react'
import { setDesk, useDesk } from '../stores/desk.ts'
import { t } from '../strings.ts'
import { PromptEditor } from './PromptEditor.tsx'
import { TokenCount } from './TokenCount.tsx'

/** One line until there is something to leave out. */
export function Negative() {
  const negative = useDesk(desk => desk.negative)
  const [focused, setFocused] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notices the focus within
    <div
      className="prompt-block negative"
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      data-small={!negative && !focused}
    >
      <div className="prompt-head">
        <label htmlFor="negative">{t.prompt.negative}</label>
        {negative && <TokenCount text={negative} />}
      </div>
      <PromptEditor
        id="negative"
        value={negative}
        onChange={text => setDesk({ negative: text })}
        lexicon={null}
        unknown={[]}
        placeholder={t.prompt.negativePlaceholder}
      />
    </div>
  )
}
