import { realpathSync, statSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { nowhereObstacleOf } from './check-operators.ts'
import type { Claim } from './claims.ts'
import { GraphProblem, type Survey, surveyFile, surveyOf } from './survey.ts'
import { bytesSource } from './wire.ts'

/** Tied weights may be claimed twice; more often is a small file that is to fill the memory. */
const timesClaimed = 4

/**
 * A model is data: before ONNX Runtime sees a graph, it is walked through, and what is more than that is refused.
 * `bytes` stand for the file. Errors: `model-broken`, in a sentence that says what was found.
 */
export function checkGraph(file: string, bytes: Uint8Array | null = null): void {
  const broken = (why: string) => new StudioError('model-broken', `${file} ${why}`)
  let survey: Survey
  try {
    survey = bytes ? surveyOf(bytesSource(bytes)) : surveyFile(file)
  } catch (error) {
    throw broken(error instanceof GraphProblem ? error.message : unreadable)
  }
  const obstacle = nowhereObstacleOf(file, survey)
  if (obstacle) throw new StudioError('model-broken', obstacle)
  for (const [location, claim] of survey.claims) {
    const why = claimProblem(file, location, claim)
    if (why) throw broken(why)
  }
}

const unreadable =
  'is not a readable ONNX graph (damaged, cut short, or exported for another runtime); copy it again'

/** Absolute, with a drive, a share, a stream or a device; and the name under which ONNX Runtime takes an address in memory. */
const foreignName = /^$|^[/~]|[\\:*?"<>|]|(^|\/)\.\.(\/|$)|\p{Cc}|\ufffd/u

function claimProblem(file: string, location: string, { end, bytes }: Claim): string | null {
  if (foreignName.test(location))
    return `wants weights from "${location.slice(0, 80)}"; only files beside it, by their plain name, are read. Do not use this model unless you trust whoever made it`
  const place = join(dirname(file), location)
  const info = statSync(place, { throwIfNoEntry: false })
  if (!info?.isFile()) return `is without its weights: ${place} is missing; copy it beside the graph`
  if (!staysBeside(file, place))
    return `wants weights from ${realpathSync(place)}, to which a link leads out of its folder; copy the file itself beside the graph`
  if (end > info.size)
    return `wants ${end} bytes of ${place}, which has ${info.size}: the weights are cut short; copy them again`
  if (bytes > timesClaimed * info.size)
    return `claims ${bytes} bytes of ${place}, which has ${info.size}: the same again and again`
  return null
}

/** In the graph's folder; where graph and weights are links, as in the hub's own cache, side by side at the other end. */
function staysBeside(file: string, place: string): boolean {
  const real = realpathSync(place)
  return [realpathSync(dirname(file)), dirname(realpathSync(file))].some(folder =>
    real.startsWith(folder.endsWith(sep) ? folder : folder + sep),
  )
}
