import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { decode } from 'fast-png'
import { afterAll, expect, test } from 'vitest'

const cli = resolve(import.meta.dirname, '../../dist/reroll.mjs')
const tiny = resolve(import.meta.dirname, '../fixtures/tiny-sd')
const scratch = mkdtempSync(join(tmpdir(), 'reroll-webgpu-'))
afterAll(() => rmSync(scratch, { recursive: true }))

function draw(device: string) {
  const out = join(scratch, `${device}.png`)
  const args = [
    cli,
    'generate',
    'a red bird',
    '--model',
    tiny,
    '--seed',
    '7',
    '--steps',
    '2',
    '--size',
    '64x64',
    '--out',
    out,
    '--device',
    device,
    '--json',
  ]
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, VK_DRIVER_FILES: process.env.REROLL_VULKAN },
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(JSON.parse(stdout).device).toBe(device)
  return decode(readFileSync(out)).data
}

test('WebGPU draws what the CPU draws, within 2/255', () => {
  const cpu = draw('cpu')
  const gpu = draw('webgpu')
  expect(gpu.length).toBe(cpu.length)
  expect(new Set(cpu).size).toBeGreaterThan(50)
  let worst = 0
  cpu.forEach((v, i) => {
    worst = Math.max(worst, Math.abs(v - gpu[i]!))
  })
  expect(worst).toBeLessThanOrEqual(2)
})
