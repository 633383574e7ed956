import { CircleCheck, Pause, Play, Trash2, TriangleAlert, X } from 'lucide-react'
import { useState } from 'react'
import { bytes } from '#shared/bytes.ts'
import type { Download } from '#shared/studio/hub.ts'
import { sentenceOf } from '../errors.ts'
import { duration } from '../lib/time.ts'
import { discardDownload, pauseDownload, resumeDownload, useHub } from '../stores/hub.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Progress } from '../ui/Progress.tsx'

const words = t.models.downloads

/** What is on its way, and what stopped on it. */
export function Downloads() {
  const downloads = useHub(state => state.downloads)
  if (!downloads.length) return null
  return (
    <section className="model-downloads" aria-label={words.title}>
      <h3>{words.title}</h3>
      <ul>
        {downloads.map(one => (
          <DownloadRow key={one.id} download={one} />
        ))}
      </ul>
    </section>
  )
}

function DownloadRow({ download }: { download: Download }) {
  const { id, name, repository, precision, state, bytes: done, of, reused, error } = download
  const [asking, setAsking] = useState(false)
  const running = state === 'running'
  return (
    <li className="model-download" data-state={state}>
      <div className="download-name">
        <strong>{name}</strong>
        <small>{[repository, precision].filter(Boolean).join(' · ')}</small>
      </div>
      <p className="download-state">
        {state === 'done' && <CircleCheck size={16} aria-hidden />}
        {lineOf(download)}
      </p>
      {state !== 'done' && <Progress share={of ? done / of : null} label={`${words.title}: ${name}`} />}
      {error && (
        <p className="problem" role="alert">
          <TriangleAlert size={16} aria-hidden />
          <span>{sentenceOf(error)}</span>
        </p>
      )}
      {reused > 0 && <small className="download-reused">{words.reused(bytes(reused))}</small>}
      <div className="download-ways">
        {asking ? (
          <>
            <Button look="danger" autoFocus onClick={() => discardDownload(id)}>
              {words.discardSure}
            </Button>
            <Button onClick={() => setAsking(false)}>{t.models.keep}</Button>
          </>
        ) : (
          <>
            {running && (
              <IconButton icon={Pause} label={words.pause(name)} onClick={() => pauseDownload(id)} />
            )}
            {(state === 'paused' || state === 'failed') && (
              <IconButton icon={Play} label={words.resume(name)} onClick={() => resumeDownload(id)} />
            )}
            {state === 'done' ? (
              <IconButton icon={X} label={words.clear(name)} onClick={() => discardDownload(id)} />
            ) : (
              <IconButton icon={Trash2} label={words.discard(name)} onClick={() => setAsking(true)} />
            )}
          </>
        )}
      </div>
    </li>
  )
}

function lineOf({ state, phase, bytes: done, of, rate, msLeft }: Download): string {
  if (state === 'done') return `${words.states.done} · ${bytes(of)}`
  if (state === 'running' && phase !== 'fetching') return words[phase]
  return [
    words.states[state],
    words.progress(bytes(done), bytes(of)),
    rate !== null && words.rate(bytes(rate)),
    msLeft !== null && t.time.left(duration(msLeft)),
  ]
    .filter(Boolean)
    .join(' · ')
}
