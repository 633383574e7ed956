import { extname } from 'node:path'
import { claim } from '#engine/files/claim.ts'
import type { DeviceId, GenerateResult, ImageResult } from '#shared/engine-contract.ts'
import type { Generation } from '#shared/generation.ts'
import { type Best, keepBest, rollOf } from '../studio/drafts/best.ts'
import { toldPlan } from '../studio/drafts/halving.ts'
import { scorerOf } from '../studio/drafts/scorer-of.ts'
import { rankSteps } from '../studio/drafts/steps.ts'
import type { BestChoice } from './best-options.ts'
import { draw } from './draw.ts'
import { outputNames } from './output-names.ts'
import { duration, rewritten } from './progress.ts'
import type { Session } from './session.ts'

export type BestRequest = {
  choice: BestChoice
  generation: Generation
  folder: string
  device: DeviceId | undefined
  out: string | undefined
  json: boolean
}

type Survivor = Best['survivors'][number]
type Kept = ImageResult & Pick<Survivor, 'score'> & { roll: number }

/** Rolls many, keeps the best, draws those in full: prints where they are, or one JSON object. */
export async function generateBest(request: BestRequest, session: Session): Promise<void> {
  // A place that cannot be written is told now, not after the rolls.
  await (await claim(namesOf(request, [rollOf(request.generation, 0)])[0]!)).giveUp()
  const scorer = await scorerOf(request.folder)
  const best = await roll(session, request, scorer.folder)
  const { kept, last } = await drawAll(session, request, best.survivors)
  const ranking = `${toldPlan(best.plan)}. ${scorer.worth}`
  session.io.out(request.json ? asJson(kept, last, best, ranking) : asText(kept, ranking))
}

async function roll({ engine, signal, io }: Session, request: BestRequest, scorer: string): Promise<Best> {
  const { generation, folder, device, choice } = request
  const { first, full } = await rankSteps(folder, generation)
  const line = rewritten(io.err)
  let drawn = 0
  try {
    return await keepBest({
      ...choice,
      generation,
      first,
      full,
      draw: (generations, steps, onEvent) =>
        engine.call(
          'drafts.run',
          {
            folder,
            device,
            generations: [...generations],
            steps,
            side: null,
            score: generation.prompt,
            embed: true,
            scorer,
          },
          { signal, onEvent },
        ),
      emit: event => {
        if (event.kind !== 'draft') return
        const left = event.msLeft === null ? '' : `, ${duration(event.msLeft)} left`
        line.show(`Rolling: ${++drawn} drawn, round ${event.phase + 1}${left}`)
      },
    })
  } finally {
    line.clear()
  }
}

/** One at a time, so that each file's record alone draws it again. */
async function drawAll(
  session: Session,
  request: BestRequest,
  survivors: readonly Survivor[],
): Promise<{ kept: Kept[]; last: GenerateResult }> {
  const { folder, device } = request
  const files = namesOf(
    request,
    survivors.map(({ generation }) => generation),
  )
  const kept: Kept[] = []
  let last: GenerateResult | undefined
  for (const [i, { generation, index, score }] of survivors.entries()) {
    last = await draw(session, { folder, device, generation, files: [files[i]!] })
    kept.push({ ...last.images[0]!, score, roll: index })
  }
  return { kept, last: last! }
}

/** Each by its own seed; numbered where `--out` names a file. */
const namesOf = ({ out }: BestRequest, generations: readonly Generation[]): string[] =>
  out !== undefined && extname(out)
    ? outputNames({ out, prompt: '', seeds: generations[0]!, count: generations.length })
    : generations.flatMap(one => outputNames({ out, prompt: one.prompt, seeds: one, count: 1 }))

function asJson(kept: readonly Kept[], last: GenerateResult, { plan }: Best, ranking: string): string {
  const { settings, model, device } = last
  return JSON.stringify({
    images: kept,
    rolled: plan.rolls,
    rounds: plan.rounds,
    ranking,
    model: { id: model.id, hash: model.hash },
    device: device.id,
    settings: { ...settings, seed: undefined, variation: undefined },
  })
}

const asText = (kept: readonly Kept[], ranking: string): string =>
  [
    ...kept.map(
      ({ file, seed, width, height, score }) =>
        `${file}  seed ${seed}  ${width}x${height}  score ${score.toFixed(3)}`,
    ),
    ranking,
  ].join('\n')
