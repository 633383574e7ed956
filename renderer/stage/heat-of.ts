import { call } from '../api.ts'
import { type Answer, useAnswer } from '../info/use-answer.ts'
import { promptWords } from '../lib/prompt-words.ts'
import { useHeat } from '../stores/heat.ts'
import { useScorerChoice } from '../stores/scorers.ts'

type Result = Awaited<ReturnType<typeof call<'meaning.heat'>>>

/** What the map over a picture is of: the words that were chosen, else the first of its prompt. */
export const heatText = (text: string, prompt: string): string =>
  text || promptWords(prompt)[0] || prompt.trim()

/** The map of the picture on the stage; asks nothing while it is off or there are no words. */
export function useHeatOf(id: string, prompt: string): Answer<Result> {
  const on = useHeat(heat => heat.on)
  const text = heatText(
    useHeat(heat => heat.text),
    prompt,
  )
  const scorer = useScorerChoice()
  return useAnswer(on && text ? `${id} ${scorer} ${text}` : null, options =>
    call('meaning.heat', { id, text }, options),
  )
}
