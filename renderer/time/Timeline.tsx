import { useEffect } from 'react'
import { sentenceOf } from '../errors.ts'
import { duration } from '../lib/time.ts'
import { useDetail } from '../stores/details.ts'
import { usePlayhead } from '../stores/playhead.ts'
import { askInfo, keyOf, type Look, leaveOthers, loadMovie, type Movie, useWays } from '../stores/ways.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Progress } from '../ui/Progress.tsx'
import { ChangeCurve } from './ChangeCurve.tsx'
import { FilmStrip } from './FilmStrip.tsx'
import { TimeHead } from './TimeHead.tsx'
import { usePlayback } from './use-playback.ts'

/** How the picture on the stage came out of the noise, to be scrubbed, played and branched from. */
export function Timeline() {
  const id = usePlayhead(head => head.id)
  const look = usePlayhead(head => head.look)
  const movie = useWays(({ movies }) => (id ? movies[keyOf(id, look)] : undefined))
  usePlayback(movie?.frames.length ?? 0)
  useEffect(() => leaveOthers(id), [id])
  useEffect(() => () => leaveOthers(null), [])
  return (
    <section className="timeline" aria-label={t.time.title}>
      <TimeHead id={id} movie={movie} />
      {id ? <Body key={id} id={id} movie={movie} /> : <p className="time-note">{t.time.noneText}</p>}
    </section>
  )
}

/** What was kept is shown at once; what must be drawn again waits to be told, since that may take long. */
function Body({ id, movie }: { id: string; movie: Movie | undefined }) {
  const look = usePlayhead(head => head.look)
  const detail = useDetail(id)
  const info = useWays(({ infos }) => infos[id])
  const told = movie !== undefined
  useEffect(() => {
    if (told || !detail) return
    if (look === 'dissolve' || info?.kept) void loadMovie(id, look)
    else if (!info) void askInfo(id)
  }, [id, look, told, detail, info])
  if (movie?.frames.length && movie.state !== 'failed')
    return (
      <>
        <Over movie={movie} kept={info?.kept ?? false} />
        <FilmStrip movie={movie} />
      </>
    )
  if (movie?.state === 'failed') return <Failed movie={movie} />
  if (!detail || movie || look === 'dissolve' || info?.kept)
    return <p className="time-note">{waitingFor(look, movie !== undefined && !info?.kept)}…</p>
  if (!detail.record) return <p className="time-note">{t.time.noRecord}</p>
  if (!info) return <p className="time-note">{t.time.reading}…</p>
  return (
    <p className="time-note">
      <span>
        {t.time.notKept} {t.time.notKeptText(detail.record.settings.steps)}
      </span>
      <Button onClick={() => loadMovie(id, look)}>{t.time.draw}</Button>
    </p>
  )
}

const waitingFor = (look: Look, anew: boolean) =>
  look === 'dissolve' ? t.time.mixing : anew ? t.time.drawing : t.time.reading

const Failed = ({ movie: { id, look, error } }: { movie: Movie }) => (
  <p className="time-note" role="alert">
    {error ? sentenceOf(error) : t.time.failed}
    <Button onClick={() => loadMovie(id, look)}>{t.retry}</Button>
  </p>
)

/** Above the frames: the curve, what one sees, or how long the rest takes. */
function Over({ movie, kept }: { movie: Movie; kept: boolean }) {
  if (movie.state === 'loading' && !kept && movie.look !== 'dissolve')
    return (
      <div className="time-over drawing">
        <span>{t.time.drawing}</span>
        <Progress share={movie.frames.length / movie.of} label={t.time.drawing} />
        <span>{movie.msLeft !== null && t.time.left(duration(movie.msLeft))}</span>
      </div>
    )
  return (
    <div className="time-over">
      {movie.curve ? <ChangeCurve curve={movie.curve} /> : <p>{t.time.lookHelp[movie.look]}</p>}
    </div>
  )
}
