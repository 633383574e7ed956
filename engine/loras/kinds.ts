import { StudioError } from '#shared/errors.ts'
import type { LoraFile } from './lora-file.ts'
import type { LoraModule } from './names.ts'

/**
 * What a module's tensors do to its weight, seen as [out, in x kernel]:
 * `product` adds up [out, rank] x down [rank, in x kernel]; `dense` adds a whole matrix; `gain` multiplies rows or
 * columns of the weight and adds that.
 */
export type Change =
  | { how: 'product'; up: Float32Array; down: Float32Array; rank: number }
  | { how: 'dense'; delta: Float32Array }
  | { how: 'gain'; gains: Float32Array; axis: 'out' | 'in' }

export type Read = {
  has(part: string): boolean
  shape(part: string): readonly number[]
  floats(part: string): Promise<Float32Array>
  /** alpha / rank, 1 where there is no alpha. */
  scale(rank: number): Promise<number>
  /** [out, in] and the kernel of the weight: [320, 320, 3, 3]. */
  weight: readonly number[]
}

/** A way to tell a change. Formulas: LyCORIS (KohakuBlueleaf/LyCORIS, `docs/Algo-Details.md` and its modules). */
type Kind = {
  label: string
  part: string
  /** The weight that it is for, [out, in x kernel], from shapes alone. */
  size(read: Pick<Read, 'has' | 'shape' | 'weight'>): readonly [out: number, into: number]
  change(read: Read): Promise<Change>
}

export const kinds = {
  lora: {
    label: 'LoRA',
    part: 'lora_up.weight',
    size(read) {
      const [, ...rest] = read.shape('lora_down.weight')
      return [
        read.shape('lora_up.weight')[0] ?? 0,
        count(rest) * count(read.shape('lora_mid.weight').slice(2)),
      ]
    },
    async change(read) {
      const [rank = 0] = read.shape('lora_down.weight')
      const scale = await read.scale(rank)
      const up = scaled(await read.floats('lora_up.weight'), scale)
      const down = await read.floats('lora_down.weight')
      if (!read.has('lora_mid.weight')) return { how: 'product', up, down, rank }
      // CP decomposition: mid [rank up, rank down, h, w] lies between.
      const mid = await read.floats('lora_mid.weight')
      const core = read.shape('lora_mid.weight')
      return { how: 'product', up, down: throughCore(mid, core, down), rank: core[0]! }
    },
  },
  loha: {
    label: 'LoHa',
    part: 'hada_w1_a',
    size(read) {
      const core = read.shape('hada_t1')
      const [, into = 0] = read.shape('hada_w1_b')
      return [read.shape('hada_w1_a')[core.length ? 1 : 0] ?? 0, into * count(core.slice(2))]
    },
    async change(read) {
      const [rank = 0] = read.shape('hada_w1_b')
      const factor = async (n: 1 | 2) => {
        const a = await read.floats(`hada_w${n}_a`)
        const b = await read.floats(`hada_w${n}_b`)
        return read.has(`hada_t${n}`)
          ? rebuilt(await read.floats(`hada_t${n}`), read.shape(`hada_t${n}`), a, b)
          : matmul(a, b, rank)
      }
      const one = scaled(await factor(1), await read.scale(rank))
      const two = await factor(2)
      for (let i = 0; i < one.length; i++) one[i]! *= two[i]!
      return { how: 'dense', delta: one }
    },
  },
  lokr: {
    label: 'LoKr',
    part: 'lokr_w1',
    size(read) {
      const core = read.shape('lokr_t2')
      const side = (n: 1 | 2): readonly number[] => {
        if (read.has(`lokr_w${n}`)) return read.shape(`lokr_w${n}`)
        const [a, b] = [read.shape(`lokr_w${n}_a`), read.shape(`lokr_w${n}_b`)]
        return n === 2 && core.length ? [a[1]!, b[1]!, ...core.slice(2)] : [a[0]!, ...b.slice(1)]
      }
      const [[a0 = 0, ...a1], [b0 = 0, ...b1]] = [side(1), side(2)]
      return [a0 * b0, count(a1) * count(b1)]
    },
    async change(read) {
      let rank: number | null = null
      const whole = async (n: 1 | 2): Promise<[Float32Array, readonly number[]]> => {
        if (read.has(`lokr_w${n}`)) return [await read.floats(`lokr_w${n}`), read.shape(`lokr_w${n}`)]
        const [a, b] = [`lokr_w${n}_a`, `lokr_w${n}_b`] as const
        rank = read.shape(b)[0]!
        const [left, right] = [await read.floats(a), await read.floats(b)]
        if (n === 2 && read.has('lokr_t2')) {
          const core = read.shape('lokr_t2')
          const made = rebuilt(await read.floats('lokr_t2'), core, left, right)
          return [made, [read.shape(a)[1]!, read.shape(b)[1]!, ...core.slice(2)]]
        }
        return [matmul(left, right, rank), [read.shape(a)[0]!, ...read.shape(b).slice(1)]]
      }
      const [one, first] = await whole(1)
      const [two, second] = await whole(2)
      // Both whole: alpha says nothing, as in LyCORIS.
      const scale = rank === null ? 1 : await read.scale(rank)
      return { how: 'dense', delta: scaled(kronecker(one, first, two, second, read.weight), scale) }
    },
  },
  full: {
    label: 'full difference',
    part: 'diff',
    size: read => rows(read.shape('diff')),
    change: async read => ({ how: 'dense', delta: await read.floats('diff') }),
  },
  ia3: {
    label: '(IA)³',
    part: 'on_input',
    size(read) {
      const gains = count(read.shape('weight'))
      return gains === read.weight[0] || gains === read.weight[1] ? rows(read.weight) : [gains, gains]
    },
    async change(read) {
      const [inward = 0] = await read.floats('on_input')
      return { how: 'gain', gains: await read.floats('weight'), axis: inward ? 'in' : 'out' }
    },
  },
  norm: {
    label: 'norm difference',
    part: 'w_norm',
    size: read => rows(read.shape('w_norm')),
    change: async read => ({ how: 'dense', delta: await read.floats('w_norm') }),
  },
} satisfies Record<string, Kind>
export type KindId = keyof typeof kinds

const count = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1)
/** [out, everything else]. */
export const rows = ([out = 0, ...rest]: readonly number[]): [number, number] => [out, count(rest)]

const firstParts: Record<string, KindId> = {
  ...Object.fromEntries(Object.entries(kinds).map(([id, { part }]) => [part, id as KindId])),
  lokr_w1_a: 'lokr',
}
const refused: Record<string, string> = {
  oft_blocks: 'OFT',
  oft_diag: 'OFT',
  'a1.weight': 'GLoRA',
  set_weight: 'whole weights in place of differences',
}

/** Null for a module that says nothing but a bias. Errors: `invalid-input` for a kind that is not known here. */
export function kindOf({ keys, flat }: LoraModule, name: string): KindId | null {
  for (const part of keys.keys()) if (firstParts[part]) return firstParts[part]
  for (const part of keys.keys())
    if (refused[part])
      throw new StudioError(
        'invalid-input',
        `The LoRA "${name}" is of a kind that cannot be merged (${refused[part]}, at ${flat}); expected one of ${Object.values(
          kinds,
        )
          .map(({ label }) => label)
          .join(', ')}`,
      )
  return null
}

/** What a file says of a module, read when it is asked for. */
export function readerOf(
  file: LoraFile,
  { keys }: LoraModule,
  weight: readonly number[],
  alphaOf: (rank: number) => number,
): Read {
  const key = (part: string) => keys.get(part) ?? part
  return {
    weight,
    has: part => keys.has(part),
    shape: part => file.tensors.get(key(part))?.shape ?? [],
    floats: part => file.floats(key(part)),
    scale: async rank => (keys.has('alpha') ? (await file.floats(key('alpha')))[0]! : alphaOf(rank)) / rank,
  }
}

function scaled(values: Float32Array, by: number): Float32Array {
  if (by !== 1) for (let i = 0; i < values.length; i++) values[i]! *= by
  return values
}

/** a [rows, inner] x b [inner, columns]. */
function matmul(a: Float32Array, b: Float32Array, inner: number): Float32Array {
  const rows = a.length / inner
  const columns = b.length / inner
  const out = new Float32Array(rows * columns)
  for (let i = 0; i < rows; i++) {
    const row = out.subarray(i * columns, (i + 1) * columns)
    for (let k = 0; k < inner; k++) {
      const by = a[i * inner + k]!
      const other = b.subarray(k * columns, (k + 1) * columns)
      for (let j = 0; j < columns; j++) row[j]! += by * other[j]!
    }
  }
  return out
}

/** core [n, m, h, w] x down [m, in] = [n, in, h, w]. */
function throughCore(core: Float32Array, [n = 1, m = 1, ...kernel]: readonly number[], down: Float32Array) {
  const cells = kernel.reduce((a, b) => a * b, 1)
  const into = down.length / m
  const out = new Float32Array(n * into * cells)
  for (let i = 0; i < n; i++)
    for (let k = 0; k < m; k++)
      for (let j = 0; j < into; j++) {
        const by = down[k * into + j]!
        const from = (i * m + k) * cells
        const to = (i * into + j) * cells
        for (let c = 0; c < cells; c++) out[to + c]! += by * core[from + c]!
      }
  return out
}

/** LyCORIS' tucker: core [i, j, h, w], a [i, out], b [j, in] = [out, in, h, w]. */
function rebuilt(
  core: Float32Array,
  shape: readonly number[],
  a: Float32Array,
  b: Float32Array,
): Float32Array {
  const rank = shape[0]!
  const out = a.length / rank
  const turned = new Float32Array(a.length)
  for (let i = 0; i < rank; i++) for (let o = 0; o < out; o++) turned[o * rank + i] = a[i * out + o]!
  return matmul(turned, throughCore(core, shape, b), rank)
}

/** The Kronecker product of a [a0, a1] and b [b0, b1, h, w], laid out as the weight. */
function kronecker(
  a: Float32Array,
  [a0 = 1, a1 = 1]: readonly number[],
  b: Float32Array,
  [b0 = 1]: readonly number[],
  weight: readonly number[],
): Float32Array {
  const cells = weight.slice(2).reduce((x, y) => x * y, 1)
  const b1 = b.length / b0 / cells
  const out = new Float32Array(a.length * b.length)
  let to = 0
  for (let i = 0; i < a0; i++)
    for (let k = 0; k < b0; k++)
      for (let j = 0; j < a1; j++) {
        const by = a[i * a1 + j]!
        const from = k * b1 * cells
        for (let c = 0; c < b1 * cells; c++) out[to++] = by * b[from + c]!
      }
  return out
}
