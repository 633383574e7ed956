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
        {movie && frames > 0 && <Where movie={movie} />}
      </div>
      <Segmented label={t.time.look} value={look} options={options} onChange={chooseLook} />
      <div className="bar-side end">
        {id && <FromHere id={id} movie={movie} />}
        <IconButton icon={X} label={t.close} keys="W" side="top" onClick={() => setView({ time: false })} />
      </div>
    </header>
  )
}

/** Rendered anew at every step, and nothing around it. */
function Where({ movie }: { movie: Movie }) {
  const frame = usePlayhead(({ at }) => (at === null ? null : frameOf(at, movie)))
  return (
    <span className="time-where">
      {frame === null ? t.time.picture : whereText(movie, frame)}
      <small>{frame !== null && t.time.sigma(movie.frames[frame]!.sigma)}</small>
    </span>
  )
}

/** The steps that a branch from the playhead shares with its parent; null where none can begin. */
const branchStep = (at: number | null, movie: Movie | undefined, steps: number): number | null => {
  const done = movie?.frames.length && at !== null ? stepsDone(movie.look, frameOf(at, movie)) : null
  return done && done < steps ? done : null
}

/** A child that shares the way until here: with what a person changes next, or at once with other dice. */
function FromHere({ id, movie }: { id: string; movie: Movie | undefined }) {
  const settings = useDetail(id)?.record?.settings
  const steps = settings?.steps ?? 0
  const off = usePlayhead(({ at }) => branchStep(at, movie, steps) === null)
  if (!settings || movie?.look === 'dissolve') return null
  const here = (run: (step: number) => void) => () => {
    const step = branchStep(usePlayhead.getState().at, movie, steps)
    if (step) run(step)
  }
  return (
    <>
      {drawsNoise.has(settings.sampler) && (
        <IconButton
          icon={Waves}
          label={t.time.resample}
          side="top"
          disabled={off}
          onClick={here(step => rollAgainFrom(id, step, 'sampler'))}
        />
      )}
      <IconButton
        icon={Dices}
        label={t.time.renoise}
        side="top"
        disabled={off}
        onClick={here(step => rollAgainFrom(id, step, 'noise'))}
      />
      <Button
        icon={GitBranch}
        disabled={off}
        title={off ? t.time.branchWhere : t.time.branchHelp}
        onClick={here(step => branchFrom(id, step))}
      >
        <BranchText movie={movie} steps={steps} />
      </Button>
    </>
  )
}

function BranchText({ movie, steps }: { movie: Movie | undefined; steps: number }) {
  const step = usePlayhead(({ at }) => branchStep(at, movie, steps))
  return step ? t.time.branchFrom(step) : t.time.branch
}
