import { basename, dirname, extname } from 'node:path'

/** What a person calls an upscaler: its file's name, or where that is `model.onnx`, the folder's; `upscaler/` is a model's own. */
export function nameOfUpscaler(file: string): string {
  const name = basename(file, extname(file))
  if (name.toLowerCase() !== 'model') return name
  const folder = dirname(file)
  return basename(folder) === 'upscaler' ? basename(dirname(folder)) : basename(folder)
}
