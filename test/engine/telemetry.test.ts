import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

test('ONNX Runtime keeps no record of its use in a home that is fresh', () => {
  const home = mkdtempSync(join(tmpdir(), 'reroll-home-'))
  try {
    // Without the switch in runtime.ts its version 1.30 leaves .cache/Microsoft/DeveloperTools/.onnxruntime here.
    const work = `
      const { openSession } = await import('./engine/runtime.ts')
      const session = await openSession('test/fixtures/shipped/picturebook/vae_encoder/model.onnx', { provider: 'cpu', threads: 1 })
      await session.release()
      console.log(process.env.ORT_DISABLE_TELEMETRY)`
    const env = { ...process.env, HOME: home, USERPROFILE: home, LOCALAPPDATA: home }
    for (const name of ['XDG_CACHE_HOME', 'XDG_DATA_HOME', 'ORT_DISABLE_TELEMETRY'])
      delete (env as NodeJS.ProcessEnv)[name]
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', work], {
      cwd: root,
      env,
      encoding: 'utf8',
    })
    expect([stdout.trim(), stderr]).toEqual(['1', expect.not.stringContaining('Error')])
    expect(readdirSync(home, { recursive: true })).toEqual([])
  } finally {
    rmSync(home, { recursive: true })
  }
})
