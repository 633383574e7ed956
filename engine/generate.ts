import type { Context } from '#shared/contract.ts'
import type { DeviceId } from '#shared/device-ids.ts'
import { directionsNamed } from '#shared/direction.ts'
import type {
  GenerateEvent,
  GenerateRequest,
  GenerateResult,
  ImageResult,
  LoadProgress,
} from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import type { Settings } from '#shared/generation.ts'
import { settingsOfPicture } from '#shared/picture-settings.ts'
import type { PictureRecord } from '#shared/png/record.ts'
import { hasChoices } from '#shared/prompt/has-choices.ts'
import { assetsOf } from './conditions/assets.ts'
import { type Claim, claim } from './files/claim.ts'
import { directionsOf } from './knobs/directions.ts'
import { lorasToLay } from './loras/to-lay.ts'
import { lorasTold } from './loras/told.ts'
import { plenty, type Stage } from './memory/economy.ts'
import { withLadder } from './memory/ladder.ts'
import { economyKey, keptEconomy } from './memory/remembered.ts'
import { checkKnobs } from './model/knobs.ts'
import type { Model } from './model/open.ts'
import { checkSize } from './model/size.ts'
import type { ModelKeeper, Opened } from './model-keeper.ts'
import { recordOf } from './picture-record.ts'
import { checkDecoder, type Picture } from './pipeline/decode.ts'
import { skipWarnings } from './pipeline/encode-text.ts'
import { takeOverOf, textToImage, withStart } from './pipeline/text-to-image.ts'
import { assetsToCarry } from './png/assets-chunk.ts'
import { encodePicture, sha256 } from './png/picture-file.ts'
import { frameFiles, progressOf } from './progress.ts'
import type { Embeddings } from './prompt/embeddings.ts'
import { promptTools } from './prompt/prompt-files.ts'
import { truncationWarnings } from './prompt/truncation.ts'
import { asOneModel } from './refiner/as-one-model.ts'
import { refinerTold } from './refiner/refiner-told.ts'
import { type OpenRefiner, withRefiner } from './refiner/with-refiner.ts'
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
  refiners: ModelKeeper,
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
      onLoad: (progress: LoadProgress) => {
        watch.enter(progress.doing === 'warm' ? 'warm' : 'load')
        emit({ kind: 'loading', image: 0, ...progress })
      },
      onMerge: (share: number, msLeft: number | null) => emit({ kind: 'merge', image: 0, share, msLeft }),
    }
    const images: ImageResult[] = []
    const { generation, threads, refiner: folder } = request
    const tell = (message: string) => emit({ kind: 'warning', message })
    const on = (device: DeviceId | undefined) =>
      models.use(
        { ...wanted, device },
        opened =>
          withRefiner(refiners, opened.model, { generation, folder, threads, signal, watch, tell }, refiner =>
            draw(request, { signal, emit }, { ...opened, refiner }, { claims, images, watch }),
          ),
        {
          ...watch,
          enter: stage => {
            watch.enter(stage)
            if (stage === 'verify') emit({ kind: 'stage', stage, image: 0 })
          },
        },
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
  opened: Opened & { refiner: OpenRefiner | null },
  /** images: what is written already; drawing goes on after them. */
  { claims, images, watch }: { claims: readonly Claim[]; images: ImageResult[]; watch: Stopwatch },
): Promise<GenerateResult> {
  signal.throwIfAborted()
  const { model, hash, refiner } = opened
  const directions = directionsOf(request.directions)
  const assets = assetsOf(request.assets)
  const withLoras = lorasTold(resolveSettings(request.generation, model.defaults), model.loras)
  const { settings: typed, notes } = refinerTold(withLoras, refiner)
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

  const drawing = { model, settings, refiner: refiner?.model }
  const from = takeOverOf(drawing)
  if (from && from > settings.steps) warn(tooLate(settings))
  const both = asOneModel(model, refiner?.model)
  const runBefore = both.milliseconds()
  const weights = refiner ? `${hash.hash} ${refiner.hash}` : hash.hash
  const memoryKey = economyKey(model, { hash: weights }, settings)
  Object.assign(model.economy, (await keptEconomy(memoryKey)) ?? plenty, refiner?.short && { staged: true })
  const whole = (picture: Picture) => withStart({ model, settings, assets }, picture)
  const progress = progressOf({ ...request, batchSize }, { model, vae: typed.vae, whole, from }, emit)
  for (let first = images.length; first < request.files.length; first += batchSize) {
    const batch = Math.min(batchSize, request.files.length - first)
    const { settings: settingsHere, template } = prompts.expand(settingsOfPicture(typed, first))
    warningsOf(model, settingsHere, embeddings).forEach(warn)
    const way = wayOf(settingsHere, first)
    let stage: Stage = 'encode'
    const asked = { ...settingsHere, batch }
    const pictures = await withLadder(
      both,
      memoryKey,
      asked,
      () => stage,
      warn,
      () =>
        textToImage({
          model,
          refiner: refiner?.model,
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
    timings: watch.read(both.milliseconds() - runBefore),
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

const tooLate = ({ refiner, steps }: Settings) =>
  `The refiner draws nothing: none of ${steps} steps lies beyond ${refiner!.at}; let it take over earlier, or use more steps`

function warningsOf(model: Model, settings: Settings, embeddings: Embeddings): string[] {
  const cut = truncationWarnings(model, settings, embeddings)
  const devices = model.device.skipped.map(({ id, reason }) => `Not on ${id}: ${reason}`)
  return [...cut, ...skipWarnings(model, settings.reading), ...(model.device.id === 'cpu' ? [] : devices)]
}
