import { afterEach, expect, test, vi } from 'vitest'
import { displayProblem } from '#main/start/display.ts'
import { electronBinary } from '#main/start/electron-binary.ts'

afterEach(() => vi.unstubAllEnvs())

test('ELECTRON_OVERRIDE_DIST_PATH without an Electron in it is told, not replaced by a download', async () => {
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', '/nowhere')
  const said: string[] = []
  const found = await electronBinary(line => said.push(line))
  expect(found).toEqual({ problem: expect.stringContaining('/nowhere') })
  expect(said).toEqual([])
})

test('only Linux can lack a display', () => {
  expect(displayProblem('linux', {})).toContain('DISPLAY')
  expect(displayProblem('linux', { DISPLAY: ':0' })).toBe('')
  expect(displayProblem('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe('')
  expect(displayProblem('darwin', {})).toBe('')
  expect(displayProblem('win32', {})).toBe('')
})
