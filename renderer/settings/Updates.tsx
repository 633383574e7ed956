import { useEffect, useState } from 'react'
import { toWire } from '#shared/errors.ts'
import type { UpdateAnswer } from '#shared/studio/updates.ts'
import { call } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { changeSettings, useSettings } from '../stores/settings.ts'
import { t } from '../strings.ts'
import { Switch } from '../ui/Switch.tsx'
import { Setting } from './Setting.tsx'

/** Whether releases are asked after, and what came of it. Addresses are shown, never opened. */
export function Updates({ feed }: { feed: string }) {
  const agreed = useSettings(state => state.settings.checkUpdates)
  const [answer, setAnswer] = useState<UpdateAnswer | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    setAnswer(null)
    setProblem(null)
    if (!agreed) return
    const abort = new AbortController()
    call('updates.check', undefined, { signal: abort.signal }).then(setAnswer, error => {
      if (!abort.signal.aborted) setProblem(sentenceOf(toWire(error)))
    })
    return () => abort.abort()
  }, [agreed])
  return (
    <div className="updates">
      <Setting label={t.updates.ask} help={t.updates.askHelp(feed)}>
        <Switch
          label={t.updates.ask}
          checked={agreed}
          onChange={checkUpdates => changeSettings({ checkUpdates })}
        />
      </Setting>
      {agreed && !answer && !problem && <p className="quiet-text">{t.updates.asking}</p>}
      {answer?.state === 'newest' && <p role="status">{t.updates.newest}</p>}
      {answer?.state === 'newer' && (
        <p role="status">
          {t.updates.newer(answer.version, answer.date)} <code>{answer.page}</code>
        </p>
      )}
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
