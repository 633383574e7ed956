import { mkdir } from 'node:fs/promises'
import { bytes as bytesText } from '#shared/bytes.ts'
import { StudioError } from '#shared/errors.ts'
import type { HubRepository, HubVariant } from '#shared/studio/hub.ts'
import { dataFolder } from '../studio/folders.ts'
import { hubClient } from '../studio/handlers/hub.ts'
import { lookAt, searchHub } from '../studio/hub/api.ts'
import { download, keepPlan } from '../studio/hub/download.ts'
import { knownFiles } from '../studio/hub/downloads.ts'
import { bytesOf, planOf } from '../studio/hub/plan.ts'
import { rate } from '../studio/hub/rate.ts'
import { tokenKeeper } from '../studio/hub/token.ts'
import { modelsFolder } from '../studio/model-library.ts'
import { byteLine } from './byte-text.ts'
import { goesOnLater } from './goes-on-later.ts'
import { parseOptions } from './parse-options.ts'
import { rewritten } from './progress.ts'
import type { Io } from './session.ts'
import { untilStopped } from './until-stopped.ts'

/** The window's keychain is its own; here HF_TOKEN counts, and the hub's own token file. */
const client = () => hubClient(tokenKeeper(dataFolder(), null))

/** `reroll models search WORDS` */
export async function modelsSearch(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = parseOptions(args, { json: { type: 'boolean' } })
  const text = positionals.join(' ').trim()
  if (!text) throw new StudioError('invalid-input', 'Expected "reroll models search WORDS"')
  const hits = await untilStopped(async signal => searchHub(await client(), text, signal))
  if (values.json) return io.out(JSON.stringify({ hits }))
  if (!hits.length) return io.out('The hub has no ONNX models of that name')
  for (const { id, downloads, gated, draws } of hits)
    io.out(
      `${id.padEnd(56)} ${String(downloads).padStart(9)} downloads${gated ? '  gated' : ''}${draws ? '' : '  no pictures?'}`,
    )
}

/** `reroll models download OWNER/NAME`. Ended early, it goes on where it was when it is given again. */
export async function modelsDownload(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = parseOptions(args, {
    precision: { type: 'string' },
    variant: { type: 'string' },
    revision: { type: 'string' },
    'dry-run': { type: 'boolean' },
    json: { type: 'boolean' },
  })
  const [repository, ...rest] = positionals
  if (!repository || rest.length || !/^[\w][\w.-]*(\/[\w][\w.-]*)?$/.test(repository))
    throw new StudioError('invalid-input', 'Expected "reroll models download OWNER/NAME"')
  const { show, clear } = rewritten(io.err)
  const name = await untilStopped(async signal => {
    const asking = await client()
    show(`Looking at ${repository}`)
    const place = { repository, revision: String(values.revision ?? 'main') }
    const looked = await lookAt(asking, place, signal).finally(clear)
    if (values['dry-run']) {
      io.out(values.json ? JSON.stringify(looked.repository) : aboutText(looked.repository))
      return null
    }
    const plan = planOf(looked, chosen(looked.repository, values).id)
    if (!values.json) io.err.write(`${aboutText(looked.repository)}\n`)
    const models = modelsFolder()
    await mkdir(models, { recursive: true })
    await keepPlan(models, plan)
    const speed = rate()
    return download(plan, {
      client: asking,
      models,
      signal,
      known: knownFiles,
      onEvent: ({ phase, bytes, of }) => {
        const now = performance.now()
        speed.add(bytes, now)
        const perSecond = phase === 'fetching' ? speed.read(now) : null
        const msLeft = perSecond ? ((of - bytes) / perSecond) * 1000 : null
        const fast = perSecond ? ` at ${bytesText(perSecond)}/s` : ''
        show(
          `${byteLine(phase === 'checking' ? 'Checking' : 'Downloading', { done: bytes, of, msLeft })}${fast}`,
        )
      },
    })
      .finally(clear)
      .catch(goesOnLater)
      .then(id => ({ id, bytes: bytesOf(plan) }))
  })
  if (!name) return
  io.out(
    values.json
      ? JSON.stringify(name)
      : `${name.id} is there (${bytesText(name.bytes)}): reroll generate "…" --model ${name.id}`,
  )
}

/** The one that was asked for; without a word, the only one, or the one at full precision. */
function chosen({ id, variants, problem }: HubRepository, values: Record<string, unknown>): HubVariant {
  if (problem)
    throw new StudioError('invalid-input', `${problem}; "reroll models convert-help" tells how to convert`)
  const fitting = variants.filter(
    ({ id, precision }) =>
      (values.variant === undefined || id === values.variant) &&
      (values.precision === undefined || precision === values.precision),
  )
  const one = fitting.length === 1 ? fitting[0] : fitting.find(({ precision }) => precision === 'fp32')
  if (one && (fitting.length === 1 || values.precision === undefined)) return one
  throw new StudioError(
    'invalid-input',
    `${id} holds ${variants.map(variantText).join(', ')}: choose with --precision, or --variant`,
  )
}

const variantText = ({ id, precision, bytes }: HubVariant) =>
  `${precision ?? 'as published'} (${bytesText(bytes)}, --variant "${id}")`

const aboutText = ({ id, page, licence, gated, variants, problem }: HubRepository) =>
  [
    `${id}  ${page}`,
    `Licence: ${licence ?? 'not stated; see its page'}${gated ? ', to be accepted on its page first' : ''}`,
    ...(problem ? [problem] : variants.map(one => `  ${variantText(one)}`)),
  ].join('\n')
