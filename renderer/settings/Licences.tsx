import { useState } from 'react'
import { t } from '../strings.ts'

/** The licences of everything that is shipped, read when somebody wants to see them. */
export function Licences() {
  const [text, setText] = useState<string | null>(null)
  const read = async () => {
    const answer = await fetch('./notices.txt').catch(() => null)
    setText(answer?.ok ? await answer.text() : t.about.licencesMissing)
  }
  return (
    <details
      className="licences"
      onToggle={event => event.currentTarget.open && text === null && void read()}
    >
      <summary>{t.about.licences}</summary>
      <section
        aria-label={t.about.licences}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        tabIndex={0}
      >
        {text ?? t.loading}
      </section>
    </details>
  )
}
