import { clipSkip as limits, plainReading, type Reading, saysMore } from '../prompt/reading.ts'
import type { PromptStyle } from '../prompt/style-names.ts'
import { same } from '../same.ts'
import type { Foreign } from './foreign.ts'

/** Whose rules the signs in a program's prompts follow; of programs that are not here they are words to us. */
export const styleOf: Readonly<Record<string, PromptStyle>> = {
  a1111: 'a1111',
  forge: 'a1111',
  reroll: 'a1111',
  sdcpp: 'a1111',
  'draw-things': 'a1111',
  comfyui: 'comfyui',
  fooocus: 'comfyui',
  'stability-matrix': 'comfyui',
  swarmui: 'comfyui',
}

/** How a program's words are to be read; null where any reading says the same. */
export function readingOf({ program, prompt, negativePrompt, clipSkip }: Foreign): Reading | null {
  const style = styleOf[program] ?? 'plain'
  const skip = clipSkip !== null && clipSkip > limits.min && clipSkip <= limits.max ? clipSkip : limits.min
  const reading = { style, clipSkip: skip }
  return same(reading, plainReading) || (skip === 1 && ![prompt, negativePrompt].some(saysMore))
    ? null
    : reading
}
