import { useState } from 'react'
import { call } from '../api.ts'
import { PathField } from '../exchange/PathField.tsx'
import { ScorerSelect } from '../info/ScorerSelect.tsx'
import { chooseScorer } from '../stores/scorers.ts'
import { explain } from '../stores/toasts.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Setting } from './Setting.tsx'

/** Who looks at pictures: one that is installed, or a folder from anywhere. */
export function ScorerSetting() {
  const [path, setPath] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const use = async () => {
    const card = await call('scorers.check', { folder: path! })
    setProblem(card.problem)
    if (card.problem) return
    await chooseScorer({ id: card.folder, shipped: false })
    setPath(null)
  }
  return (
    <>
      <Setting label={t.meaning.scorer} help={t.meaning.scorerHelp}>
        <ScorerSelect />
      </Setting>
      {path === null ? (
        <button type="button" className="link scorer-more" onClick={() => setPath('')}>
          {t.meaning.otherFolder}
        </button>
      ) : (
        <form
          className="scorer-folder"
          onSubmit={event => {
            event.preventDefault()
            if (path.trim()) void use().catch(explain)
          }}
        >
          <PathField label={t.meaning.scorerFolder} value={path} onChange={setPath} />
          <div className="word-list-foot">
            <Button look="quiet" onClick={() => setPath(null)}>
              {t.cancel}
            </Button>
            <Button type="submit" disabled={!path.trim()}>
              {t.meaning.useScorer}
            </Button>
          </div>
          {problem && (
            <p className="problem" role="alert">
              {problem}
            </p>
          )}
        </form>
      )}
    </>
  )
}
