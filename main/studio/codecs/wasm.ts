import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Every host has it; Node's own types do not name it. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>
  Instance: new (module: object, imports: object) => { exports: object }
}

/** What Emscripten's loaders take (its documentation, "Module object"). */
type Loader = (options: {
  noInitialRun: boolean
  printErr: (line: string) => void
  instantiateWasm: (imports: object, done: (instance: object) => void) => object
}) => Promise<unknown>

/** Compiles a codec's WebAssembly: beside the bundle, or in the package when run from source. */
function compiled(packaged: string): Promise<object> {
  const beside = fileURLToPath(new URL(`./${basename(packaged)}`, import.meta.url))
  const file = existsSync(beside) ? beside : createRequire(import.meta.url).resolve(packaged)
  return WebAssembly.compile(readFileSync(file))
}

/**
 * A codec that is loaded when first used. One that failed is loaded anew for the next picture: nobody knows in what
 * state it is. Errors: whatever the work throws, or an `Error` of what the codec says of its end.
 */
export function wasmCodec<M>(loader: unknown, packaged: string) {
  let module: Promise<object> | undefined
  let ready: Promise<M> | undefined
  let said = ''
  const load = async (): Promise<M> => {
    module ??= compiled(packaged)
    const code = await module
    return (loader as Loader)({
      noInitialRun: true,
      printErr: line => {
        said = line
      },
      instantiateWasm: (imports, done) => {
        const instance = new WebAssembly.Instance(code, imports)
        done(instance)
        return instance.exports
      },
    }) as Promise<M>
  }
  return async <T>(work: (codec: M) => T | null): Promise<T> => {
    ready ??= load()
    const codec = await ready
    said = ''
    try {
      const result = work(codec)
      if (result) return result
    } catch (error) {
      said ||= String((error as Error)?.message ?? error)
    }
    ready = undefined
    throw new Error(said || 'it cannot be made sense of')
  }
}
