import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { engineProcess } from '#main/studio/engine-process.ts'
import { forkEngine } from '#main/studio/fork-engine.ts'
import type { Settings } from '#shared/generation.ts'
import { inScratch, prompt, root } from './picture.ts'
import { table } from './table.ts'

type Case = { name: string; folder: string; guidance: number }
type Times = { step: number; decode: number; wall: number; load: number }
type Rival = 'optimum' | 'openvino' | 'torch' | 'cpp'
type Ours = Times & { ratio: number; tiny: number | null }

const work = join(root, 'bench', 'work')
const cases: Case[] = [
  { name: 'SD 1.5', folder: process.env.SD15 ?? join(work, 'sd15'), guidance: 7.5 },
  { name: 'SD-Turbo', folder: process.env.SDTURBO ?? join(work, 'sd-turbo'), guidance: 0 },
]
/** Of a picture; fewer make a quick look. */
const steps = Number(process.env.STEPS ?? 4)
/** What bench/sd_step.py runs; RIVALS names fewer. stable-diffusion.cpp is its Python package, built from source by pip. */
const rivals = (process.env.RIVALS?.split(',') ?? ['optimum', 'openvino', 'torch', 'cpp']) as Rival[]
/**
 * Of a virtual environment with test/parity/requirements.txt, openvino and stable-diffusion-cpp-python; without one only our
 * own rows are measured.
 */
const python = process.env.REFERENCE_PYTHON

/** Seconds per U-Net step and VAE decode at 512 x 512, beside other programs in the same run. */
export default async function sdStep(): Promise<string> {
  const rows: string[][] = []
  for (const { name, folder, guidance } of cases) {
    if (!existsSync(folder)) {
      rows.push([name, 'Reroll', 'not measured: bench/make_sd.py builds it'])
      continue
    }
    const { ratio, tiny, ...own } = await ours(folder, guidance)
    const last = tiny === null ? '' : `${tiny.toFixed(2)} s, ${((100 * tiny) / own.decode).toFixed(1)} %`
    rows.push([name, 'Reroll', ...cells(own), ratio.toFixed(4), last])
    for (const program of rivals) {
      const other = reference(program, folder, guidance)
      rows.push([name, program, ...(typeof other === 'string' ? [other] : cells(other))])
    }
  }
  return table(
    [
      'model, 512 px',
      'program',
      'per step',
      'decode',
      'whole picture',
      'load',
      'wall / session.run',
      'tiny decode',
    ],
    rows,
  )
}

const cells = ({ step, decode, wall, load }: Times) =>
  [step, decode, wall, load].map(seconds => `${seconds.toFixed(2)} s`)

/** DDIM, which asks the model once a step. The second of two pictures by a warm engine, then one through the tiny decoder, also the second of two. */
const ours = (folder: string, guidance: number): Promise<Ours> =>
  inScratch(async scratch => {
    const engine = engineProcess({ spawn: () => forkEngine() })
    const draw = async (vae: Settings['vae']) => {
      const start = performance.now()
      const { timings } = await engine.call('generate.run', {
        folder,
        device: 'cpu',
        generation: {
          prompt,
          negative: 'blurry',
          seed: 7,
          steps,
          guidance,
          sampler: 'ddim',
          width: 512,
          height: 512,
          vae,
        },
        files: [join(scratch, 'bird.png')],
      })
      return { timings, wall: performance.now() - start }
    }
    try {
      const first = await draw('full')
      const { timings, wall } = await draw('full')
      const hasTiny = existsSync(join(folder, 'vae_decoder_tiny', 'model.onnx'))
      if (hasTiny) await draw('tiny')
      const tiny = hasTiny ? (await draw('tiny')).timings.decode : null
      return {
        step: timings.sample / steps / 1000,
        decode: timings.decode / 1000,
        wall: wall / 1000,
        load: first.timings.load / 1000,
        ratio: wall / timings.sessionRun,
        tiny: tiny === null ? null : tiny / 1000,
      }
    } finally {
      await engine.stop()
    }
  })

/** What another program needs, or why it was not measured. */
function reference(program: Rival, folder: string, guidance: number): Times | string {
  if (!python) return 'not measured: REFERENCE_PYTHON is not set'
  const script = join(root, 'bench', 'sd_step.py')
  const args = [script, program, folder, String(steps), String(guidance)]
  const { status, stdout, stderr } = spawnSync(python, args, { encoding: 'utf8', maxBuffer: 64 << 20 })
  if (status === 0) return JSON.parse(stdout.trim().split('\n').at(-1)!) as Times
  return `failed: ${stderr.trim().split('\n').at(-1)?.slice(0, 120)}`
}
