import { resolve } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import type { VerifyResult } from '#shared/studio/models.ts'
import { installedModels, modelFolder } from '../studio/model-library.ts'
import { copyModel, linkModel, watchModels } from '../studio/models/add.ts'
import { copyUpscaler, linkUpscaler } from '../studio/models/add-upscaler.ts'
import { upscalerAt } from '../studio/models/look-for-upscalers.ts'
import { changePlaces, readPlaces, withoutPath } from '../studio/models/places.ts'
import { removeModel } from '../studio/models/remove.ts'
import { removeUpscaler } from '../studio/models/remove-upscaler.ts'
import { installedUpscalers } from '../studio/models/upscalers.ts'
import { verifyModel } from '../studio/models/verify.ts'
import { askFirst } from './ask.ts'
import { byteLine } from './byte-text.ts'
import { parseOptions } from './parse-options.ts'
import { rewritten } from './progress.ts'
import { type Io, withSession } from './session.ts'
import { untilStopped } from './until-stopped.ts'

const one = (positionals: readonly string[], what: string): string => {
  const [subject, ...rest] = positionals
  if (!subject || rest.length) throw new StudioError('invalid-input', `Expected "reroll models ${what}"`)
  return subject
}

/** `reroll models add FOLDER`: in place, copied, or a folder to look through. */
export async function modelsAdd(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = parseOptions(args, {
    copy: { type: 'boolean' },
    'look-through': { type: 'boolean' },
    json: { type: 'boolean' },
  })
  const path = one(positionals, 'add FOLDER|UPSCALER.onnx')
  if (values['look-through']) {
    const count = await watchModels(path)
    return io.out(
      values.json ? JSON.stringify({ models: count }) : `${count} found there; new ones will be too`,
    )
  }
  const graph = values['look-through'] ? null : await upscalerAt(path)
  if (graph) return addUpscaler(graph, { copy: values.copy === true, json: values.json === true }, io)
  const { show, clear } = rewritten(io.err)
  const doing = values.copy ? 'Copying' : 'Reading'
  const add = values.copy ? copyModel : linkModel
  const folder = await untilStopped(signal =>
    add(path, { signal, onEvent: event => show(byteLine(doing, event)) }).finally(clear),
  )
  const { id } = (await installedModels()).find(model => model.folder === folder)!
  io.out(values.json ? JSON.stringify({ id, folder }) : `Added as ${id}\n${folder}`)
}

async function addUpscaler(file: string, { copy, json }: { copy: boolean; json: boolean }, io: Io) {
  // What is no upscaler is told before anything is copied.
  const { scale } = await withSession(io, ({ engine, signal }) =>
    engine.call('upscale.inspect', { model: resolve(file) }, { signal }),
  )
  const { show, clear } = rewritten(io.err)
  const at = await untilStopped(signal =>
    (copy
      ? copyUpscaler(file, { signal, onEvent: event => show(byteLine('Copying', event)) })
      : linkUpscaler(file)
    ).finally(clear),
  )
  const { id } = (await installedUpscalers()).find(upscaler => upscaler.file === at)!
  io.out(
    json
      ? JSON.stringify({ id, file: at, scale })
      : `Added as ${id}, which makes pictures ${scale} times as large\n${at}`,
  )
}

/** `reroll models remove ID|FOLDER`. */
export async function modelsRemove(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = parseOptions(args, {
    yes: { type: 'boolean', short: 'y' },
    json: { type: 'boolean' },
  })
  const subject = one(positionals, 'remove ID, or a folder that is looked through')
  const { folders } = await readPlaces()
  if (withoutPath(folders, subject).length < folders.length) {
    await changePlaces(() => ({ folders: withoutPath(folders, subject) }))
    return io.out(values.json ? '{"trashed":null}' : 'No longer looked through; its files are as they were')
  }
  const upscaler = (await installedUpscalers()).find(
    ({ id, file }) => id === subject || file === resolve(subject),
  )
  if (upscaler && upscaler.origin !== 'model') {
    const { id, file, origin } = upscaler
    if (origin === 'own') await askFirst(`Move ${id} (${file}) to the trash?`, values.yes === true)
    return removed(id, await removeUpscaler(id), values.json === true, io)
  }
  const at = await modelFolder(subject)
  const model = (await installedModels()).find(({ folder }) => folder === at)
  if (!model) throw new StudioError('invalid-input', `${at} is not among the models`)
  if (model.origin === 'own') await askFirst(`Move ${model.id} (${at}) to the trash?`, values.yes === true)
  removed(model.id, await removeModel(model.id), values.json === true, io)
}

const removed = (id: string, { trashed }: { trashed: string | null }, json: boolean, io: Io): void =>
  io.out(
    json
      ? JSON.stringify({ trashed })
      : trashed
        ? `${id} is in the trash, for as many days as the settings say`
        : `${id} is no longer listed; its files are as they were`,
  )

/** `reroll models verify ID|PATH`. Fails when files differ or are missing. */
export async function modelsVerify(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = parseOptions(args, { json: { type: 'boolean' } })
  const folder = await modelFolder(one(positionals, 'verify ID|PATH'))
  const { show, clear } = rewritten(io.err)
  const result = await untilStopped(signal =>
    verifyModel(folder, { signal, onEvent: event => show(byteLine('Reading', event)) }).finally(clear),
  )
  io.out(values.json ? JSON.stringify(result) : verifyText(result))
  if (result.differs.length + result.missing.length)
    throw new StudioError('model-broken', `${folder} is damaged or was changed`)
}

const against: Record<VerifyResult['against'], string> = {
  maker: 'what its maker lists',
  hub: 'what the hub lists',
  added: 'what it was when it was added',
  nothing: '',
}

function verifyText(result: VerifyResult): string {
  const { checked, differs, missing, added } = result
  if (result.against === 'nothing')
    return `Nothing was known of it; its ${checked} files are remembered from now on`
  const lines = [
    ...differs.map(path => `${path} differs`),
    ...missing.map(path => `${path} is missing`),
    ...added.map(path => `${path} was not there`),
  ]
  if (!differs.length && !missing.length) lines.push(`All ${checked} files are ${against[result.against]}`)
  return lines.join('\n')
}
