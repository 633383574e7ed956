import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readModelFolder } from '#engine/model/folder.ts'
import { denoiserPorts } from '#engine/model/ports.ts'
import { openSession, type Session } from '#engine/runtime.ts'
import { elements, type Tensor, tensor } from '#engine/tensor.ts'
import { pictureBook, root } from './picture.ts'
import { spread, table } from './table.ts'

const cases = [
  { name: 'picture-book, U-Net', folder: pictureBook, side: 16, runs: 40 },
  {
    name: "the tests' tiny-sd, U-Net",
    folder: join(root, 'test', 'fixtures', 'tiny-sd'),
    side: 32,
    runs: 40,
  },
  {
    name: 'SD 1.5, U-Net',
    folder: process.env.SD15 ?? join(root, 'bench', 'work', 'sd15'),
    side: 64,
    runs: 2,
  },
]
const words = 77
const batch = 2

/** A U-Net on the CPU with the shapes that it declares, and with all of them fixed: `freeDimensionOverrides`. */
export default async function staticShapes(): Promise<string> {
  const rows: string[][] = []
  for (const { name, folder, side, runs } of cases) {
    if (!existsSync(folder)) {
      rows.push([name, 'not measured: bench/make_sd.py builds it'])
      continue
    }
    const { files } = await readModelFolder(folder)
    const file = files.unet!
    const free = await openSession(file, { provider: 'cpu', threads: 2 })
    const feeds = feedsOf(free, file, side)
    const freeDimensionOverrides = fixed(free, feeds)
    const measure = async (session: Session) => {
      const times: number[] = []
      for (let i = 0; i <= runs; i++) {
        const start = performance.now()
        await session.run(feeds)
        if (i) times.push(performance.now() - start)
      }
      await session.release()
      return spread(times)
    }
    const asDeclared = await measure(free)
    const fixedNow = await measure(
      await openSession(file, { provider: 'cpu', threads: 2, session: { freeDimensionOverrides } }),
    )
    const ms = ({ min, median }: { min: number; median: number }) =>
      `${median.toFixed(1)} ms (${min.toFixed(1)})`
    rows.push([
      name,
      Object.keys(freeDimensionOverrides).length ? ms(asDeclared) : 'declares fixed shapes',
      ms(fixedNow),
      (fixedNow.median / asDeclared.median).toFixed(3),
    ])
  }
  return table(
    ['graph, median (least) of a run', 'shapes as declared', 'all fixed', 'fixed / declared'],
    rows,
  )
}

function feedsOf(session: Session, file: string, side: number): Record<string, Tensor> {
  const { sample, timestep, encoder_hidden_states: told } = denoiserPorts(session, file)
  return Object.fromEntries(
    session.inputs.map(port => {
      const known = { [sample!.name]: [batch, 4, side, side], [told!.name]: [batch, words, 0] }[port.name]
      const dims = port.dims.map((dim, i) => {
        if (typeof dim === 'number') return dim
        return known?.[i] || (i === 0 && port !== timestep ? batch : i === 0 ? 1 : side)
      })
      const values = Float32Array.from({ length: elements(dims) }, (_, i) => Math.sin(i) * 0.5)
      return [port.name, tensor(port.type, port === timestep ? values.fill(500) : values, dims)]
    }),
  )
}

/** The names that free dimensions go by, with what the feeds make of them. */
const fixed = (session: Session, feeds: Record<string, Tensor>): Record<string, number> =>
  Object.fromEntries(
    session.inputs.flatMap(({ name, dims }) =>
      dims.flatMap((dim, i) => (typeof dim === 'string' && dim ? [[dim, feeds[name]!.dims[i]!]] : [])),
    ),
  )
