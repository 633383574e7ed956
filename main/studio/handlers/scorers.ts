import { resolve } from 'node:path'
import type { StudioHandlers } from '../host.ts'
import { scorerCard, scorerCards } from '../scorers.ts'

type Names = Extract<keyof StudioHandlers, `scorers.${string}`>

export const scorerHandlers = (chosen: () => string | undefined): Pick<StudioHandlers, Names> => ({
  'scorers.list': () => scorerCards(chosen()),
  'scorers.check': ({ folder }) => scorerCard(resolve(folder)),
})
