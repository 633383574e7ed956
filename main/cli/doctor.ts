import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { version } from '#shared/version.ts'
import { defaultModel, modelFolder } from '../studio/model-library.ts'
import { type Check, deviceChecks } from './device-checks.ts'
import { doctorHelp } from './help.ts'
import { parseOptions } from './parse-options.ts'
import { type Io, type Session, withSession } from './session.ts'

const leastNode = [20, 19] as const

/** `reroll doctor`: each thing that a first picture needs, checked; fails when one does. */
export async function doctorCommand(args: readonly string[], io: Io): Promise<void> {
  const { values } = parseOptions(args, { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } })
  if (values.help) return io.out(doctorHelp)
  const checks = await withSession(io, async session => {
    const folder = await modelFolder(defaultModel)
    return [
      nodeCheck(),
      machineCheck(),
      ...(await deviceChecks(session)),
      await modelCheck(session, folder),
      await selfTest(session, folder),
    ]
  })
  io.out(values.json ? JSON.stringify({ reroll: version, checks }) : checks.map(text).join('\n'))
  const failed = checks.filter(({ ok }) => !ok)
  if (failed.length) throw new StudioError('internal', `${failed.map(({ name }) => name).join(', ')}: failed`)
}

const text = ({ name, ok, detail }: Check) => `${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(14)} ${detail}`

function nodeCheck(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const { electron } = process.versions
  // Within a package it is the one that the package was tried with.
  const ok = Boolean(electron) || major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1])
  return {
    name: 'Node',
    ok,
    detail: `${process.versions.node}${electron ? `, in Electron ${electron}` : ''}${ok ? '' : `; ${leastNode.join('.')} or newer is needed`}`,
  }
}

const machineCheck = (): Check => ({
  name: 'Machine',
  ok: true,
  detail: `${process.platform} ${process.arch}, ${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(1)} GiB of memory`,
})

async function modelCheck({ engine, signal }: Session, folder: string): Promise<Check> {
  const name = 'Model'
  try {
    const { canRun, problems, id, hash } = await engine.call(
      'models.inspect',
      { folder, device: 'cpu' },
      { signal },
    )
    return {
      name,
      ok: canRun,
      detail: canRun ? `${id} is whole (${hash?.slice(0, 10)})` : problems.join('; '),
    }
  } catch (error) {
    return { name, ok: false, detail: (error as Error).message }
  }
}

async function selfTest({ engine, signal }: Session, folder: string): Promise<Check> {
  const name = 'Self test'
  const scratch = await mkdtemp(join(tmpdir(), 'reroll-'))
  try {
    const request = {
      folder,
      generation: { prompt: 'a red bird', seed: 7, steps: 1 },
      files: [join(scratch, 'test.png')],
    }
    const { device, timings } = await engine.call('generate.run', request, { signal })
    const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`
    const { total, load, warm, sample, decode } = timings
    const detail = `one step on ${device.name} in ${seconds(total)}: loading ${seconds(load)}, warm-up ${seconds(warm)}, drawing ${seconds(sample)}, decoding ${seconds(decode)}`
    return { name, ok: true, detail }
  } catch (error) {
    return { name, ok: false, detail: (error as Error).message }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
