import { replaceWord, type Unknown } from '../lib/vocabulary.ts'
import { t } from '../strings.ts'

const most = 4
type Props = { text: string; unknown: readonly Unknown[]; onChange: (text: string) => void }

/** What the model was never taught, each with the nearest word that it was. */
export function UnknownWords({ text, unknown, onChange }: Props) {
  if (!unknown.length) return null
  return (
    <div className="unknown-words" role="status">
      <span>{t.prompt.unknown(unknown.length)}</span>
      {unknown.slice(0, most).map(word =>
        word.near ? (
          <button
            key={word.from}
            type="button"
            className="chip"
            title={t.prompt.replace(word.text, word.near)}
            onClick={() => onChange(replaceWord(text, word, word.near ?? word.text))}
          >
            <s>{word.text}</s>
            <span className="visually-hidden">{t.prompt.by}</span>
            {word.near}
          </button>
        ) : (
          <span key={word.from} className="chip still">
            {word.text}
          </span>
        ),
      )}
      {unknown.length > most && <span>{t.prompt.more(unknown.length - most)}</span>}
    </div>
  )
}
