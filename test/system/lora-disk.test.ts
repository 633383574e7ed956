import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withLoras } from '#engine/loras/merge.ts'
import { mergedFolder } from '#engine/loras/merged-cache.ts'
import { folderOf, loraFile } from '../engine/loras/lora-model.ts'

const before = process.env.XDG_CACHE_HOME
let mount: string

const sh = (program: string, ...args: string[]) => {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`)
}

beforeEach(() => {
  mount = mkdtempSync(join(tmpdir(), 'reroll-lora-disk-'))
  sh('mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', mount)
  process.env.XDG_CACHE_HOME = mount
})
afterEach(() => {
  if (before === undefined) delete process.env.XDG_CACHE_HOME
  else process.env.XDG_CACHE_HOME = before
  // ONNX Runtime keeps a file of its own open among the caches.
  sh('umount', '--lazy', mount)
  rmSync(mount, { recursive: true })
})

const fill = () => {
  const { bavail, bsize } = statfsSync(mount)
  writeFileSync(join(mount, 'ballast'), Buffer.alloc(bavail * bsize))
}

test('a disk that another program fills while a LoRA is laid on: nothing half-written, and what to do', async () => {
  const model = await folderOf('traced')
  const { mtimeMs, size } = statSync(model.files.unet!)
  const lay = (onProgress = () => {}) =>
    withLoras(model, {
      loras: [{ name: 'linear', file: loraFile('linear'), strength: 1, clip: 0 }],
      threads: 1,
      signal: new AbortController().signal,
      onProgress,
    })
  try {
    let filled = false
    await expect(
      lay(() => {
        if (!filled) fill()
        filled = true
      }),
    ).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/the disk is full; free some space .*XDG_CACHE_HOME says where/),
    })
    expect(readdirSync(mergedFolder())).toEqual([])
    expect(statSync(model.files.unet!)).toMatchObject({ mtimeMs, size })
    // Too little from the first on is told before anything is written.
    await expect(lay()).rejects.toThrow(
      /needs up to \d+ MiB in .*, where 0 are free; free some space, or set XDG_CACHE_HOME/,
    )
    rmSync(join(mount, 'ballast'))
    expect((await lay()).laid).toMatchObject([{ missing: [] }])
  } finally {
    rmSync(model.path, { recursive: true })
  }
})
