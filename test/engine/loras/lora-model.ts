import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type ModelFolder, readModelFolder } from '#engine/model/folder.ts'
import { openSession } from '#engine/runtime.ts'
import { floats, tensor } from '#engine/tensor.ts'
import { readSafetensors } from '#shared/safetensors.ts'

const fixtures = resolve(import.meta.dirname, '../../fixtures')
export const loraFile = (name: string) => join(fixtures, 'loras/files', `${name}.safetensors`)

export type Line = { name: string; loras: [name: string, strength: number, clip: number][]; by: string }
export const lines = JSON.parse(readFileSync(join(fixtures, 'loras/expected.json'), 'utf8')) as Line[]

const { tensors } = readSafetensors(
  readFileSync(join(fixtures, 'loras/expected.safetensors')),
  'expected.safetensors',
)
export const expected = (key: string): Float32Array => new Float32Array(tensors[key]!.bytes.slice().buffer)

/** A whole model folder with the graphs of one export in it. */
function modelFolderWith(models: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'reroll-lora-model-'))
  cpSync(join(fixtures, 'tiny-sd'), folder, { recursive: true })
  rmSync(join(folder, 'unet/model.onnx'))
  cpSync(join(fixtures, 'loras/models', models), folder, { recursive: true })
  return folder
}

export const folderOf = (models: string): Promise<ModelFolder> => readModelFolder(modelFolderWith(models))

/** What the two graphs give for the probe: the U-Net's output and the text's first twelve tokens. */
export async function outputsOf({ files }: ModelFolder): Promise<{ unet: Float32Array; text: Float32Array }> {
  const unet = await openSession(files.unet!, { provider: 'cpu', threads: 1 })
  const feeds = Object.fromEntries(
    unet.inputs.map(({ name, type }) => [name, tensor(type, expected(name), [...tensors[name]!.shape])]),
  )
  const out = floats((await unet.run(feeds)).out_sample!)
  const text = await openSession(files.text_encoder!, { provider: 'cpu', threads: 1 })
  const port = text.inputs[0]!
  const ids = new Int32Array(tensors.input_ids!.bytes.slice().buffer)
  const hidden = (await text.run({ [port.name]: tensor(port.type, ids, [2, 77]) })).last_hidden_state!
  const width = hidden.dims[2]!
  const all = floats(hidden)
  const first = [0, 1].flatMap(row => [...all.subarray(row * 77 * width, (row * 77 + 12) * width)])
  await Promise.all([unet.release(), text.release()])
  return { unet: out, text: Float32Array.from(first) }
}

export const farthest = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0)
