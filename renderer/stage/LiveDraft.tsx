import { Hand, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { JobState } from '#shared/studio/jobs.ts'
import { drawHeld } from '../actions/draw-held.ts'
import { imageUrl } from '../api.ts'
import { scaleOf } from '../lib/zoom.ts'
import { useDesk } from '../stores/desk.ts'
import { useDrafts } from '../stores/drafts.ts'
import { useJobs } from '../stores/jobs.ts'
import { deskGeneration, deskText, putAway, useLive } from '../stores/live.ts'
import { useModel } from '../stores/use-model.ts'
import { useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Hint } from '../ui/Hint.tsx'
import { useSize } from '../ui/use-size.ts'
import { useHand } from './hand.ts'
import { StepLine } from './StepLine.tsx'

/** Over the last picture while a hand turns something: the newest draft of what the desk says. */
export function LiveDraft() {
  useHand()
  const rests = useLive(({ phase }) => phase === 'rest')
  return rests ? null : <Draft />
}

function Draft() {
  const desk = useDesk()
  const from = useLive(live => live.from)
  const generation = deskGeneration(desk)
  const drafts = useDrafts('live', generation && deskText(desk) !== from ? [generation] : null, { side: 256 })
  const frame = useRef<HTMLDivElement>(null)
  const room = useSize(frame)
  const zoom = useView(view => view.zoom)
  const defaults = useModel()?.defaults
  useFinished()
  const [png] = drafts.pngs
  const size = {
    width: Number(desk.given.width ?? defaults?.width ?? 1),
    height: Number(desk.given.height ?? defaults?.height ?? 1),
  }
  const scale = room.width ? scaleOf(zoom, size, room) : 0
  return (
    <section
      className="live-draft"
      data-shown={Boolean(png)}
      data-newest={drafts.done}
      aria-label={t.steering.live.picture}
    >
      <div ref={frame} className="viewer" data-fit={zoom.fit}>
        {png && scale > 0 && (
          <img
            src={png}
            alt={t.steering.live.picture}
            draggable={false}
            style={{
              width: size.width * scale,
              height: size.height * scale,
              translate: zoom.fit ? undefined : `${zoom.x}px ${zoom.y}px`,
            }}
          />
        )}
      </div>
      {(png || drafts.error) && <DraftBar error={drafts.error} />}
    </section>
  )
}

/** Says that it is a draft, and what can be done about it. */
function DraftBar({ error }: { error: string | null }) {
  const phase = useLive(live => live.phase)
  const job = useLiveJob()
  return (
    <div className="picture-bar live-bar draft-bar">
      <Hint text={t.steering.live.help} side="top">
        <span className="draft-badge">
          <Hand size={13} aria-hidden />
          {t.steering.live.badge}
        </span>
      </Hint>
      {error && <span className="draft-error">{error}</span>}
      {phase === 'drawing' && job && <StepLine job={job} />}
      {phase === 'shown' && <Button onClick={() => void drawHeld()}>{t.steering.live.draw}</Button>}
      {phase !== 'held' && (
        <Button look="quiet" icon={X} onClick={putAway}>
          {t.steering.live.away}
        </Button>
      )}
    </div>
  )
}

/** The job that draws it in full. */
function useLiveJob(): JobState | undefined {
  const id = useLive(live => live.job)
  return useJobs(({ jobs }) => jobs.find(job => job.id === id))
}

/** Once the full picture can be drawn without a wait, the draft gives way to it. */
function useFinished(): void {
  const picture = useLiveJob()?.pictures[0]
  useEffect(() => {
    if (!picture) return
    let wanted = true
    const image = new Image()
    image.src = imageUrl(picture)
    const done = () => void (wanted && requestAnimationFrame(() => requestAnimationFrame(putAway)))
    image.decode().then(done, done)
    return () => {
      wanted = false
    }
  }, [picture])
}
