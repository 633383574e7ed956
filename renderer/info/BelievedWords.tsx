import { useState } from 'react'
import { call } from '../api.ts'
import { useScorerChoice } from '../stores/scorers.ts'
import { changeSettings, useSettings } from '../stores/settings.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Asking } from './Asking.tsx'
import { useAnswer } from './use-answer.ts'
import { WhereButton } from './WhereButton.tsx'

type Props = { id: string; shown: string | null; onShow: (text: string) => void }

/** The words that the scorer takes a picture for, with their shares; which words it is asked about can be changed. */
export function BelievedWords({ id, shown, onShow }: Props) {
  const own = useSettings(state => state.settings.believedWords)
  const scorer = useScorerChoice()
  const [editing, setEditing] = useState(false)
  const answer = useAnswer(`${id} ${scorer} ${own.join('\n')}`, options =>
    call('meaning.believes', { id }, options),
  )
  const { result } = answer
  return (
    <section aria-label={t.meaning.takesFor}>
      <h3>{t.meaning.takesFor}</h3>
      {result ? (
        <>
          <ol className="beliefs">
            {result.words.map(({ word, probability }) => (
              <li key={word}>
                <span className="belief-word">{word}</span>
                <span className="belief-bar" aria-hidden style={{ '--share': probability } as object} />
                <span className="belief-share">{t.meaning.percent(probability)}</span>
                <WhereButton text={word} shown={shown} onShow={onShow} />
              </li>
            ))}
          </ol>
          <p className="quiet-text">
            {result.kind === 'softmax' ? t.meaning.shares(result.asked) : t.meaning.each(result.asked)}
          </p>
        </>
      ) : (
        <Asking answer={answer} label={t.meaning.asking} />
      )}
      {editing ? (
        <WordList words={own} onDone={() => setEditing(false)} />
      ) : (
        <button type="button" className="link" onClick={() => setEditing(true)}>
          {t.meaning.editWords}
        </button>
      )}
    </section>
  )
}

const mostWords = 500

function WordList({ words, onDone }: { words: readonly string[]; onDone: () => void }) {
  const [text, setText] = useState(words.join('\n'))
  const keep = () => {
    const lines = text.split('\n').map(line => line.trim().slice(0, 200))
    void changeSettings({ believedWords: [...new Set(lines.filter(Boolean))].slice(0, mostWords) })
    onDone()
  }
  return (
    <form
      className="word-list"
      onSubmit={event => {
        event.preventDefault()
        keep()
      }}
    >
      <label>
        {t.meaning.words}
        <textarea value={text} rows={5} onChange={event => setText(event.target.value)} />
      </label>
      <p className="quiet-text">{t.meaning.wordsHelp}</p>
      <div className="word-list-foot">
        <Button look="quiet" onClick={onDone}>
          {t.cancel}
        </Button>
        <Button onClick={keep}>{t.meaning.keepWords}</Button>
      </div>
    </form>
  )
}
