import { basename } from 'node:path'
import { parseJson } from '#shared/bounded-json.ts'
import { conditionLimits } from '#shared/conditions.ts'
import { StudioError } from '#shared/errors.ts'
import { type Layout, layout } from '#shared/layout.ts'
import { describeIssues } from '#shared/rpc.ts'
import { readInput } from './read-input.ts'

/** A layout file. Errors: `invalid-input`, naming the region and what was expected of it. */
export function readLayout(file: string): Layout {
  const json = jsonOf(file)
  const refuse = (why: string) => new StudioError('invalid-input', `${basename(file)}${why}`)
  const given = (json as { regions?: unknown } | null)?.regions
  if (Array.isArray(given) && given.length > conditionLimits.regions)
    throw refuse(
      ` has ${given.length} regions; at most ${conditionLimits.regions} can be told at once, please merge some`,
    )
  const parsed = layout.safeParse(json)
  if (parsed.success) return parsed.data
  const sentences = parsed.error.issues.map(({ path, message }) => {
    const [first, at, ...rest] = path
    if (first !== 'regions' || typeof at !== 'number') return describeIssues([{ path, message }])
    return `region ${at + 1}${wordsOf(given, at)}: ${describeIssues([{ path: rest, message }])}`
  })
  throw refuse(`: ${sentences.join('; ')}. docs/layout.schema.json says what a layout may hold`)
}

function wordsOf(regions: unknown, at: number): string {
  const words: unknown = Array.isArray(regions) ? regions[at]?.words : undefined
  return typeof words === 'string' && words.trim() ? ` (${words.trim().slice(0, 40)})` : ''
}

function jsonOf(file: string): unknown {
  const text = Buffer.from(readInput(file)).toString('utf8')
  try {
    return parseJson(text)
  } catch {
    throw new StudioError(
      'invalid-input',
      `${basename(file)} is not JSON; docs/layout.schema.json says what it may hold`,
    )
  }
}
