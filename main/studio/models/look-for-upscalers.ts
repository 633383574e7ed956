import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { isModelFolder } from './look-through.ts'

/** Where upscalers lie beside models: ours, ComfyUI's, A1111's two. */
const places = ['upscalers', 'upscale_models', 'ESRGAN', 'RealESRGAN'] as const

/** Where copies of upscalers go, within the models folder. */
export const upscalersPlace = places[0]

const isGraph = (name: string) => extname(name).toLowerCase() === '.onnx'

/** Graphs that make pictures larger within a folder of models, or of a program that has one: files, and folders with a `model.onnx`. */
export async function upscalersIn(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const root of [folder, join(folder, 'models')])
    for (const place of places.map(name => join(root, name)))
      for (const name of (await readdir(place).catch(() => [])).sort()) {
        if (name.startsWith('.')) continue
        const inside = join(place, name, 'model.onnx')
        if (isGraph(name)) found.push(join(place, name))
        else if (existsSync(inside)) found.push(inside)
      }
  return found
}

/** The graph that a path names if it is no model: an .onnx file, or a folder with a `model.onnx` of its own; else null. */
export async function upscalerAt(path: string): Promise<string | null> {
  const info = await stat(path).catch(() => null)
  if (info?.isFile() && isGraph(path)) return path
  const inside = join(path, 'model.onnx')
  return info?.isDirectory() && !isModelFolder(path) && existsSync(inside) ? inside : null
}

/** The file of a graph and those beside it that hold its weights. */
export async function filesOfUpscaler(file: string): Promise<string[]> {
  const [name, folder] = [basename(file), dirname(file)]
  const weights = [`${name}.data`, `${name}_data`, `${basename(name, extname(name))}.data`]
  const there: string[] = await readdir(folder).catch(() => [])
  return [file, ...weights.filter(one => there.includes(one)).map(one => join(folder, one))]
}
