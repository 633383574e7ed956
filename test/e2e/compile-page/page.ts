import type { CanvasRecord } from '#shared/canvas/records.ts'
import { compile } from '../../../renderer/canvas/compile/compile.ts'
import type {
  Compiled,
  CompileModel,
  CompileOptions,
  CompileSize,
} from '../../../renderer/canvas/compile/compiled.ts'
import { call, kept, puts, trouble } from './api.ts'

const known = new Map<string, CanvasRecord>()

/** Records that say the same are the same, as they are in a window. */
const same = (record: CanvasRecord): CanvasRecord => {
  const text = JSON.stringify(record)
  const first = known.get(text) ?? record
  known.set(text, first)
  return first
}

const reached = {
  compile: (
    records: readonly CanvasRecord[],
    size: CompileSize,
    model: CompileModel,
    options?: CompileOptions,
  ): Promise<Compiled> => compile(new Map(records.map(one => [one.id, same(one)])), size, model, options),
  call,
  kept,
  puts,
  trouble,
}

/** What tests and benches reach from outside. */
Object.assign(window, reached)
document.documentElement.dataset.ready = ''

declare global {
  interface Window {
    compile: (typeof reached)['compile']
    call: typeof call
    kept: typeof kept
    puts: string[]
    trouble: { losses: number }
  }
}
