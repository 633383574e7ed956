import { discoveryTable } from './knob-discovery.ts'
import { responseTable, wordTable } from './knob-response.ts'
import { openBook } from './knob-studio.ts'

/** What knobs do, measured in finished pictures by a program that knows nothing of how they were drawn. */
export default async function knobs(): Promise<string> {
  const model = await openBook()
  try {
    return [
      `### analytic\n\n${await responseTable(model)}`,
      `### words\n\n${await wordTable(model)}`,
      `### discovered\n\n${await discoveryTable(model)}`,
    ].join('\n\n')
  } finally {
    await model.release()
  }
}
