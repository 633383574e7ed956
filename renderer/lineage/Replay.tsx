import { Pause, Play } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Settings } from '#shared/generation.ts'
import { t } from '../strings.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Slider } from '../ui/Slider.tsx'
import { changeText } from './changes.ts'
import { knobNames } from './knob-names.ts'
import { useReplay } from './use-replay.ts'

type Props = { model: string; from: Settings; to: Settings; onClose: () => void }

/** Milliseconds that a frame stays. */
const pace = 180
/** And the first and the last. */
const rest = 900

/** The way from one picture's settings to another's as a small movie, to and fro, with what changes right now. */
export function Replay({ model, from, to, onClose }: Props) {
  const { stations, frames, error } = useReplay(model, from, to)
  const of = stations.length
  const nameOf = knobNames(model)
  const [at, setAt] = useState(0)
  const [playing, setPlaying] = useState(true)
  const direction = useRef<1 | -1>(1)
  const canvas = useRef<HTMLCanvasElement>(null)
  const bitmap = frames[at] ?? null

  useEffect(() => {
    if (!playing || of < 2) return
    const end = at === 0 || at === of - 1
    const due = setTimeout(
      () => {
        if (at >= of - 1) direction.current = -1
        else if (at <= 0) direction.current = 1
        const next = at + direction.current
        if (frames[next]) setAt(next)
      },
      end ? rest : pace,
    )
    return () => clearTimeout(due)
  }, [playing, at, of, frames])
  useEffect(() => {
    if (!bitmap || !canvas.current) return
    Object.assign(canvas.current, { width: bitmap.width, height: bitmap.height })
    canvas.current.getContext('2d')?.drawImage(bitmap, 0, 0)
  }, [bitmap])
  const change = stations[at]?.change
  const caption = change ? changeText(change, nameOf) : t.lineage.first
  const drawn = frames.filter(Boolean).length
  return (
    <Dialog title={t.lineage.replayTitle} className="replay" onClose={onClose}>
      <div className="replay-body">
        <div className="replay-picture">
          {bitmap ? (
            <canvas ref={canvas} role="img" aria-label={caption} />
          ) : (
            <p role={error ? 'alert' : 'status'}>{error ?? `${t.lineage.drawing}…`}</p>
          )}
        </div>
        <p className="replay-caption">{caption}</p>
        <div className="replay-foot">
          <IconButton
            icon={playing ? Pause : Play}
            label={playing ? t.time.pause : t.time.play}
            side="top"
            onClick={() => setPlaying(!playing)}
          />
          <Slider
            label={t.lineage.frames}
            value={at}
            min={0}
            max={Math.max(1, of - 1)}
            step={1}
            onChange={next => {
              setPlaying(false)
              setAt(next)
            }}
          />
          <span>{drawn < of ? t.lineage.frameOf(drawn, of) : t.lineage.frameOf(at + 1, of)}</span>
        </div>
        {error && bitmap && <p role="alert">{error}</p>}
      </div>
    </Dialog>
  )
}
