import { Dices, GitBranch, Pause, Play, Waves, X } from 'lucide-react'
import { drawsNoise } from '#shared/sampler-names.ts'
import { branchFrom, rollAgainFrom } from '../actions/branch.ts'
import { useDetail } from '../stores/details.ts'
import { chooseLook, usePlayhead } from '../stores/playhead.ts'
import { setView } from '../stores/view.ts'
import { looks, type Movie } from '../stores/ways.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { frameOf, stepsDone } from './place.ts'
import { togglePlay } from './play.ts'
import { whereText } from './where.ts'

const options = looks.map(value => ({ value, label: t.time.looks[value] }))

/** Playing, where it is, what is looked at, and what can begin here. */
export function TimeHead({ id, movie }: { id: string | null; movie: Movie | undefined }) {
  const look = usePlayhead(head => head.look)
  const playing = usePlayhead(head => head.playing)
  const frames = movie?.frames.length ?? 0
  const frame = usePlayhead(({ at }) => (movie && frames ? frameOf(at, movie) : null))
  const resting = usePlayhead(({ at }) => at === null)
  const play = (direction: 1 | -1) => togglePlay(direction, look, frames)
  return (
    <header className="time-head">
      <div className="bar-side">
        <IconButton
          icon={playing === -1 ? Pause : Play}
          className={playing === -1 ? '' : 'backwards'}
          label={playing === -1 ? t.time.pause : t.time.backwards}
          side="top"
          disabled={frames < 2}
          onClick={() => play(-1)}
        />
        <IconButton
          icon={playing === 1 ? Pause : Play}
          label={playing === 1 ? t.time.pause : t.time.play}
          keys="Space"
          side="top"
          disabled={frames < 2}
          onClick={() => play(1)}
        />
        {movie && frame !== null && (
          <span className="time-where">
            {resting ? t.time.picture : whereText(movie, frame)}
            <small>{!resting && t.time.sigma(movie.frames[frame]!.sigma)}</small>
          </span>
        )}
      </div>
      <Segmented label={t.time.look} value={look} options={options} onChange={chooseLook} />
      <div className="bar-side end">
        {id && <FromHere id={id} movie={movie} frame={resting ? null : frame} />}
        <IconButton icon={X} label={t.close} keys="W" side="top" onClick={() => setView({ time: false })} />
      </div>
    </header>
  )
}

/** A child that shares the way until here: with what a person changes next, or at once with other dice. */
function FromHere({ id, movie, frame }: { id: string; movie: Movie | undefined; frame: number | null }) {
  const settings = useDetail(id)?.record?.settings
  if (!settings || movie?.look === 'dissolve') return null
  const done = movie && frame !== null ? stepsDone(movie.look, frame) : null
  const step = done && done < settings.steps ? done : null
  return (
    <>
      {drawsNoise.has(settings.sampler) && (
        <IconButton
          icon={Waves}
          label={t.time.resample}
          side="top"
          disabled={!step}
          onClick={() => step && rollAgainFrom(id, step, 'sampler')}
        />
      )}
      <IconButton
        icon={Dices}
        label={t.time.renoise}
        side="top"
        disabled={!step}
        onClick={() => step && rollAgainFrom(id, step, 'noise')}
      />
      <Button
        icon={GitBranch}
        disabled={!step}
        title={step ? t.time.branchHelp : t.time.branchWhere}
        onClick={() => step && branchFrom(id, step)}
      >
        {step ? t.time.branchFrom(step) : t.time.branch}
      </Button>
    </>
  )
}
