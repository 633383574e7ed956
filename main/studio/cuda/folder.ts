import { existsSync, mkdirSync, readlinkSync, renameSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { dataFolder } from '../folders.ts'
import { type CudaPackage, cudaPackageHere } from './package.ts'

const library = 'libonnxruntime.so.1'

export const cudaFolder = ({ version }: CudaPackage, data = dataFolder()): string =>
  join(data, 'cuda', `onnxruntime-${version}`)

/** Whether all of it is there: the folder appears under its name when it is whole. */
export const hasCuda = (made: CudaPackage, data = dataFolder()): boolean => existsSync(cudaFolder(made, data))

/** ONNX Runtime's own library, which an installed program keeps beside its archive. */
const runtimeLibrary = () =>
  join(
    dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json')),
    'bin/napi-v6/linux',
    process.arch,
    library,
  ).replace(/app\.asar(?=\/)/, 'app.asar.unpacked')

/**
 * What an engine is started with so that it finds the CUDA provider. ONNX Runtime looks for providers in the folder that
 * it was itself loaded from, so a link to it lies beside them, and the loader is told to look there first: a RUNPATH, which is
 * what onnxruntime-node has, comes after LD_LIBRARY_PATH. Empty where there is none.
 */
export function cudaEnv(data = dataFolder(), env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const made = cudaPackageHere()
  if (!made || !hasCuda(made, data)) return {}
  const folder = cudaFolder(made, data)
  try {
    linkRuntime(folder)
  } catch {
    // A folder that cannot be written: the engine says that CUDA is not installed.
    return {}
  }
  return {
    REROLL_CUDA: folder,
    LD_LIBRARY_PATH: [folder, env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
  }
}

function linkRuntime(folder: string): void {
  const link = join(folder, library)
  const to = runtimeLibrary()
  if (linkedTo(link) === to) return
  mkdirSync(folder, { recursive: true })
  const half = `${link}.${process.pid}`
  symlinkSync(to, half)
  renameSync(half, link)
}

function linkedTo(link: string): string | null {
  try {
    return readlinkSync(link)
  } catch {
    return null
  }
}
