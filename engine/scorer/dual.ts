import { availableParallelism } from 'node:os'
import type { DeviceId } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { onBestDevice, optionsOn } from '../devices.ts'
import type { Picture } from '../pipeline/decode.ts'
import { openSession, type Session } from '../runtime.ts'
import { elements, type Tensor, tensor } from '../tensor.ts'
import { threadsWanted } from '../threads.ts'
import { openTokenizer } from '../tokenizer/open.ts'
import { calibrate } from './calibrate.ts'
import { type DualFolder, readDualFolder } from './dual-folder.ts'
import type { Encoders } from './encoders.ts'
import { embeddingPort, type InputPorts, inputPorts } from './ports.ts'
import { preparedSize } from './preparation.ts'
import { prepare } from './prepare.ts'
import { unitRows } from './rows.ts'

type Tower = { file: string; session: Session; inputs: InputPorts; output: string }
type Feeds = Record<string, Tensor>

/** Rows in one pass, where the graph takes more than one: few enough that a large model hears a cancel in a second or two. */
const rows = { pictures: 8, texts: 16 }

/**
 * A CLIP, SigLIP or OpenCLIP model as a scorer, in whichever of the known layouts its folder has.
 * Errors: `model-missing`, `model-broken`, `device-unavailable`, `out-of-memory`.
 */
export async function openDual(path: string, device?: DeviceId): Promise<Encoders> {
  const folder = await readDualFolder(path)
  const { graphs } = folder
  const tokenizer = await openTokenizer(folder.tokenizer, folder.cleaner)
  const { value } = await onBestDevice(device, async row => {
    const options = await optionsOn(row)
    const opened = new Map<string, Session>()
    const open = async (file: string) => {
      const session =
        opened.get(file) ??
        (await openSession(file, { ...options, threads: threadsWanted() ?? availableParallelism() }))
      opened.set(file, session)
      return session
    }
    try {
      return {
        words: await towerOf(folder, 'words', open),
        image: await towerOf(folder, 'image', open),
        whole: graphs.whole && needsWhole(folder) ? await open(graphs.whole) : null,
        opened,
      }
    } catch (error) {
      await Promise.all([...opened.values()].map(session => session.release()))
      throw error
    }
  })
  const { words, image, whole, opened } = value
  const length = lengthOf(words, folder, tokenizer.maxLength)
  // Each word of CLIP's sees only those before it: what is behind the longest text of a pass costs time and changes nothing.
  const padded = folder.family !== 'clip' || typeof words.inputs.words!.dims[1] === 'number'
  checkSize(image, folder)

  const wordFeeds = ({ words: port, mask }: InputPorts, texts: readonly string[]): Feeds => {
    const encoded = texts.map(text => tokenizer.encode(text, length))
    const long = padded ? length : Math.max(...encoded.map(({ used }) => used))
    const dims = [texts.length, long]
    const ids = encoded.flatMap(({ ids }) => [...ids.subarray(0, long)])
    // SigLIP was trained to read its padding too; CLIP's is masked.
    const seen = encoded.flatMap(({ used }) =>
      Array.from({ length: long }, (_, i) => Number(folder.kind === 'sigmoid' || i < used)),
    )
    return {
      ...(port && { [port.name]: tensor(port.type, ids, dims) }),
      ...(mask && { [mask.name]: tensor(mask.type, seen, dims) }),
    }
  }
  const imageFeeds = ({ image: port }: InputPorts, pictures: readonly Picture[]): Feeds =>
    port ? { [port.name]: prepare(pictures, folder.preparation, port.type) } : {}
  /** Where one graph does both, its other half is given as little as it takes. */
  const aside = {
    words: (inputs: InputPorts): Feeds => {
      const { width, height } = preparedSize(folder.preparation)!
      const dims = [1, 3, height, width]
      return inputs.image
        ? { [inputs.image.name]: tensor(inputs.image.type, new Float32Array(elements(dims)), dims) }
        : {}
    },
    image: (inputs: InputPorts): Feeds => (inputs.words ? wordFeeds(inputs, ['']) : {}),
  }
  const run = async ({ session, output }: Tower, feeds: Feeds, count: number) =>
    unitRows((await session.run(feeds, [output]))[output]!, count)
  const encoders = {
    texts: (texts: readonly string[]) =>
      run(words, { ...aside.words(words.inputs), ...wordFeeds(words.inputs, texts) }, texts.length),
    pictures: (pictures: readonly Picture[]) =>
      run(image, { ...aside.image(image.inputs), ...imageFeeds(image.inputs, pictures) }, pictures.length),
  }
  const logits = async (texts: readonly string[], pictures: readonly Picture[]) => {
    const inputs = inputPorts(whole!, 'image', graphs.whole!)
    const feeds = { ...wordFeeds(inputs, texts), ...imageFeeds(inputs, pictures) }
    return (await whole!.run(feeds, ['logits_per_image'])).logits_per_image!
  }
  try {
    const found = await calibrate(folder, encoders, whole && logitsOf(whole) ? logits : null)
    if (whole && whole !== words.session && whole !== image.session) {
      await whole.release()
      opened.delete(graphs.whole!)
    }
    return {
      kind: folder.kind,
      ...found,
      ...encoders,
      files: [...new Set([graphs.words, graphs.image]), ...folder.settings],
      most: { pictures: mostOf(image, 'image', rows.pictures), texts: mostOf(words, 'words', rows.texts) },
      release: async () => void (await Promise.all([...opened.values()].map(session => session.release()))),
    }
  } catch (error) {
    await Promise.all([...opened.values()].map(session => session.release()))
    throw error
  }
}

const logitsOf = ({ outputs }: Session) => outputs.some(({ name }) => name === 'logits_per_image')

/** Scale and bias lie in the weights; only logits show them. */
const needsWhole = ({ logitScale, logitBias, kind }: DualFolder) =>
  logitScale === undefined || (kind === 'sigmoid' && logitBias === undefined)

async function towerOf(
  { graphs, family }: DualFolder,
  half: 'words' | 'image',
  open: (file: string) => Promise<Session>,
): Promise<Tower> {
  const file = graphs[half]
  const session = await open(file)
  return {
    file,
    session,
    inputs: inputPorts(session, half, file),
    output: embeddingPort(session, family, half, file).name,
  }
}

function mostOf({ inputs, file }: Tower, half: 'words' | 'image', many: number): number {
  const first = inputs[half]!.dims[0]
  if (typeof first !== 'number') return many
  if (first === 1) return 1
  throw new StudioError(
    'model-broken',
    `${file} is frozen to ${first} rows in a pass; expected 1, or a free number`,
  )
}

const lengthOf = ({ inputs }: Tower, { maxLength }: DualFolder, most: number): number => {
  const frozen = inputs.words!.dims[1]
  return typeof frozen === 'number' ? frozen : (maxLength ?? most)
}

/** What pictures are brought to must be what the graph reads. */
function checkSize({ inputs, file }: Tower, { preparation, imageSize }: DualFolder): void {
  const { width, height } = preparedSize(preparation)!
  const [, , h = imageSize, w = imageSize] = inputs.image!.dims.map(dim =>
    typeof dim === 'number' ? dim : undefined,
  )
  if ((h === undefined || h === height) && (w === undefined || w === width)) return
  throw new StudioError(
    'model-broken',
    `${file} reads pictures of ${w} x ${h}, but the folder's preprocessor config makes ${width} x ${height}; they belong to different models`,
  )
}
