import type { Handlers } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import { believes } from '../scorer/believes.ts'
import { embedAll } from '../scorer/embed.ts'
import { heat } from '../scorer/heat.ts'
import type { ScorerKeeper } from '../scorer/keeper.ts'
import { missing } from '../scorer/missing.ts'
import { scoreFiles } from '../scorer/score.ts'

type Scoring = 'score.run' | 'score.embed' | 'score.believes' | 'score.missing' | 'score.heat'

export const scoreHandlers = (scorers: ScorerKeeper): Pick<Handlers<EngineContract>, Scoring> => ({
  'score.run': async (request, context) =>
    scoreFiles(request, context, await scorers.get(request.scorer ?? request.folder, request.device)),
  'score.embed': async (request, context) =>
    embedAll(request, context, await scorers.get(request.folder, request.device)),
  'score.believes': async (request, context) =>
    believes(request, context, await scorers.get(request.folder, request.device)),
  'score.missing': async (request, context) =>
    missing(request, context, await scorers.get(request.folder, request.device)),
  'score.heat': async (request, context) =>
    heat(request, context, await scorers.get(request.folder, request.device)),
})
