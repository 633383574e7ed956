import type { Settings } from '#shared/generation.ts'
import type { PromptPart } from '#shared/prompt/parts.ts'
import { readStyles } from '#shared/prompt/styles.ts'

/** The words of one step: prompts that are drawn together, what is to be left out, and what regions say. */
export type ToldWords = { parts: PromptPart[]; negative: string; regions: string[] }

/** What `settings` tell the model in step `step`; `AND` means something in the prompt alone, as in A1111. */
export function toldWords(settings: Settings, step: number): ToldWords {
  const { prompt, negative, conditions, steps, reading } = settings
  const style = readStyles[reading.style]
  const at = (text: string) => style.at(text, step, steps)
  return {
    parts: style.parts(style.clean(prompt)).map(({ text, weight }) => ({ text: at(text), weight })),
    negative: at(style.clean(negative)),
    regions: conditions.regions.map(({ words }) => at(style.clean(words))),
  }
}
