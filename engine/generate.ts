import { join } from 'node:path'
import type { Context } from '#shared/contract.ts'
import type { DeviceId } from '#shared/device-ids.ts'
import { directionsNamed } from '#shared/direction.ts'
import type { GenerateEvent, GenerateRequest, GenerateResult, ImageResult } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import type { Settings } from '#shared/generation.ts'
import { settingsOfPicture } from '#shared/picture-settings.ts'
import type { PictureRecord } from '#shared/png/record.ts'
import { hasChoices } from '#shared/prompt/has-choices.ts'
import { timeLeft } from '#shared/time-left.ts'
import { version } from '#shared/version.ts'
import { shrinkTo } from './area-average.ts'
import { assetsOf } from './conditions/assets.ts'
import { type Claim, claim } from './files/claim.ts'
import { directionsOf } from './knobs/directions.ts'
import { lorasToLay } from './loras/to-lay.ts'
import { lorasTold } from './loras/told.ts'
import { plenty, type Stage } from './memory/economy.ts'
import { withLadder } from './memory/ladder.ts'
import { keptEconomy } from './memory/remembered.ts'
import type { ModelHash } from './model/hash.ts'
import { checkKnobs } from './model/knobs.ts'
import type { Model } from './model/open.ts'
import { checkSize } from './model/size.ts'
import type { ModelKeeper, Opened } from './model-keeper.ts'
import { checkDecoder, decodeLatent, type Picture } from './pipeline/decode.ts'
import { skipWarnings } from './pipeline/encode-text.ts'
import { type StepInfo, textToImage, withStart } from './pipeline/text-to-image.ts'
import { assetsToCarry } from './png/assets-chunk.ts'
import { encodePicture, encodePlain, sha256 } from './png/picture-file.ts'
import { previewPicture, previewSide } from './preview.ts'
import type { Embeddings } from './prompt/embeddings.ts'
import type { ExpandedSettings } from './prompt/expand.ts'
import { type PromptTools, promptTools } from './prompt/prompt-files.ts'
import { truncationWarnings } from './prompt/truncation.ts'
import { runtimeVersion } from './runtime.ts'
import { resolveSettings } from './settings.ts'
import { type Stopwatch, stopwatch } from './stopwatch.ts'
import { checkWays, waysOf } from './trajectory/ways.ts'

/**
 * Draws every picture of a request and writes each as soon as it is done.
 * All names are claimed before any work; on any end but success the ones not yet written are given up, so that
 * nothing half-done is left.
 */
export async function generate(
  request: GenerateRequest,
  { signal, emit }: Context<GenerateEvent>,
  models: ModelKeeper,
): Promise<GenerateResult> {
  checkWays(request)
  const watch = stopwatch()
  const claims = await claimAll(request.files)
  try {
    // A frame folder that cannot be written is told now, not after the first step.
    for (const frame of frameFiles(request, 1)) await (await claim(frame)).giveUp()
    emit({ kind: 'stage', stage: 'load', image: 0 })
    const wanted = {
      folder: request.folder,
      threads: request.threads,
      signal,
      loras: await lorasToLay([request.generation], request.loras),
      onMerge: (share: number, msLeft: number | null) => emit({ kind: 'merge', image: 0, share, msLeft }),
    }
    const images: ImageResult[] = []
    const on = (device: DeviceId | undefined) =>
      models.use(
        { ...wanted, device },
        opened => draw(request, { signal, emit }, opened, { claims, images, watch }),
        watch,
      )
    try {
      return await on(request.device)
    } catch (error) {
      // The last rung: what a graphics card has no room for, the CPU may have.
      if (!(error instanceof StudioError) || error.code !== 'out-of-memory' || request.device) throw error
      emit({ kind: 'warning', message: `${error.message} The rest is drawn on the CPU` })
      return await on('cpu')
    }
  } finally {
    for (const claim of claims) await claim.giveUp()
  }
}

async function draw(
  request: GenerateRequest,
  { signal, emit }: Context<GenerateEvent>,
  opened: Opened,
  /** images: what is written already; drawing goes on after them. */
  { claims, images, watch }: { claims: readonly Claim[]; images: ImageResult[]; watch: Stopwatch },
): Promise<GenerateResult> {
  signal.throwIfAborted()
  const { model, hash } = opened
  const directions = directionsOf(request.directions)
  const assets = assetsOf(request.assets)
  const { settings: typed, notes } = lorasTold(
    resolveSettings(request.generation, model.defaults),
    model.loras,
  )
  checkSize(typed.width, typed.height, model.rule)
  checkKnobs(model.folder.studio?.knobs ?? [], typed.knobs)
  checkDecoder(model, typed.vae)
  const warnings: string[] = []
  const warn = (message: string) => {
    if (warnings.includes(message)) return
    warnings.push(message)
    emit({ kind: 'warning', message })
  }
  notes.forEach(warn)
  const prompts = await promptTools(request.promptFiles, model, warn)
  const { embeddings } = prompts
  const { settings } = prompts.expand(typed)
  // Pictures whose words differ cannot share a pass.
  const batchSize = hasChoices(typed) ? 1 : request.batchSize
  const carried = assetsToCarry(settings, request.assets, warn)
  const wayOf = await waysOf(request, opened, warn)

  const runBefore = model.milliseconds()
  const memoryKey = `${model.device.name} ${hash.hash} ${Math.max(settings.width, settings.height)}`
  Object.assign(model.economy, (await keptEconomy(memoryKey)) ?? plenty)
  const whole = (picture: Picture) => withStart({ model, settings, assets }, picture)
  const progress = progressOf({ ...request, batchSize }, { model, vae: typed.vae, whole }, emit)
  for (let first = images.length; first < request.files.length; first += batchSize) {
    const batch = Math.min(batchSize, request.files.length - first)
    const { settings: settingsHere, template } = prompts.expand(settingsOfPicture(typed, first))
    warningsOf(model, settingsHere, embeddings).forEach(warn)
    const way = wayOf(settingsHere, first)
    let stage: Stage = 'encode'
    const asked = { ...settingsHere, batch }
    const pictures = await withLadder(
      model,
      memoryKey,
      asked,
      () => stage,
      warn,
      () =>
        textToImage({
          model,
          settings: settingsHere,
          batch,
          signal,
          directions,
          assets,
          embeddings,
          onStage: now => {
            stage = now
            watch.enter(stage)
            emit({ kind: 'stage', stage, image: first })
          },
          onStep: info => progress(first, batch, info, way.known),
          onPrediction: way.onPrediction,
          replay: way.replay,
        }),
    )
    watch.enter('write')
    emit({ kind: 'stage', stage: 'write', image: first })
    for (const [index, picture] of pictures.entries()) {
      const drawn = { settings: settingsHere, template, embeddings }
      const record = recordOf(picture, drawn, { size: batch, index }, model, hash)
      const named = directionsNamed(record.settings).map(id => [id, request.directions[id]!] as const)
      const bytes = encodePicture(picture, record, Object.fromEntries(named), carried)
      const image = await writePicture(claims[first + index]!, picture, record, bytes)
      images.push(image)
      // Before the picture is told of: who hears of it finds its way as well.
      await way.keep()
      emit({ kind: 'image', image: first + index, file: image.file })
    }
  }
  const { id, name, skipped } = model.device
  return {
    images,
    settings,
    model: { id: model.folder.id, hash: hash.hash, folder: model.folder.path },
    device: { id, name, skipped },
    timings: watch.read(model.milliseconds() - runBefore),
    warnings,
    loras: model.loras,
  }
}

/** All or none. */
async function claimAll(files: readonly string[]): Promise<Claim[]> {
  const claims: Claim[] = []
  try {
    for (const file of files) claims.push(await claim(file))
    return claims
  } catch (error) {
    for (const held of claims) await held.giveUp()
    throw error
  }
}

async function writePicture(
  claim: Claim,
  picture: Picture,
  record: PictureRecord,
  bytes: Uint8Array,
): Promise<ImageResult> {
  await claim.commit(bytes)
  return {
    file: claim.file,
    sha256: sha256(bytes),
    pixels: record.pixels,
    seed: record.settings.seed,
    variation: record.settings.variation,
    width: picture.width,
    height: picture.height,
  }
}

const recordOf = (
  picture: Picture,
  {
    settings,
    template,
    embeddings,
  }: Pick<ExpandedSettings, 'settings' | 'template'> & Pick<PromptTools, 'embeddings'>,
  batch: PictureRecord['batch'],
  { folder, device, threads, loras }: Model,
  { hash }: ModelHash,
): PictureRecord => ({
  format: 1,
  settings: settingsOfPicture(settings, batch.index),
  batch,
  model: { id: folder.id, hash },
  device: device.id,
  threads,
  versions: { reroll: version, onnxruntime: runtimeVersion },
  ...((picture.width !== settings.width || picture.height !== settings.height) && {
    size: { width: picture.width, height: picture.height },
  }),
  ...(loras.length > 0 && {
    loraHashes: Object.fromEntries(loras.map(({ name, autoV3 }) => [name, autoV3])),
  }),
  ...(template && { template }),
  ...(embeddings.size && {
    embeddings: Object.fromEntries([...embeddings.values()].map(({ name, sha256 }) => [name, sha256])),
  }),
  pixels: sha256(picture.rgb),
})

function warningsOf(model: Model, settings: Settings, embeddings: Embeddings): string[] {
  const cut = truncationWarnings(model, settings, embeddings)
  const devices = model.device.skipped.map(({ id, reason }) => `Not on ${id}: ${reason}`)
  return [...cut, ...skipWarnings(model, settings.reading), ...(model.device.id === 'cpu' ? [] : devices)]
}

/** `step-003.png`, or `02-step-003.png` for the second of several pictures. */
const frameFiles = ({ frames, files }: GenerateRequest, steps: number, picture = 0): string[] => {
  if (!frames) return []
  const digits = String(files.length).length
  return Array.from({ length: steps }, (_, i) =>
    join(
      frames,
      `${files.length > 1 ? `${String(picture + 1).padStart(digits, '0')}-` : ''}step-${String(i + 1).padStart(3, '0')}.png`,
    ),
  )
}

/** Turns steps into progress, previews and frame files. */
function progressOf(
  request: GenerateRequest,
  { model, vae, whole }: { model: Model; vae: Settings['vae']; whole: (picture: Picture) => Picture },
  emit: (event: GenerateEvent) => void,
) {
  const passes = Math.ceil(request.files.length / request.batchSize)
  const ends = [performance.now()]
  return async (first: number, batch: number, { step, of, denoised, dims }: StepInfo, known: number) => {
    ends.push(performance.now())
    const pass = Math.floor(first / request.batchSize)
    const msLeft = timeLeft(ends, (passes - pass) * of - step)
    emit({ kind: 'step', image: first, images: request.files.length, step, of, msLeft })
    for (let i = 0; i < batch; i++) {
      // What passes at once need not be shown.
      if (request.previews === 'fast' && step > known) {
        const picture = shrinkTo(whole(await previewPicture(model, denoised(i), dims)), previewSide)
        emit({ kind: 'preview', image: first + i, step, png: encodePlain(picture) })
      }
      if (request.frames)
        await writeFrame(
          frameFiles(request, of, first + i)[step - 1]!,
          whole(await decodeLatent(model, denoised(i), dims, vae)),
        )
    }
  }
}

async function writeFrame(file: string, picture: Picture): Promise<void> {
  const frame = await claim(file)
  try {
    await frame.commit(encodePlain(picture))
  } catch (error) {
    await frame.giveUp()
    throw error
  }
}
