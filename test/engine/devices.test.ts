import { afterEach, describe, expect, test, vi } from 'vitest'
import { deviceReports, devicesHere, onBestDevice } from '#engine/devices.ts'
import { StudioError } from '#shared/errors.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

test('every platform has its row, and the CPU comes last', () => {
  const ids = (platform: NodeJS.Platform) => devicesHere(platform).map(({ id }) => id)
  expect(ids('win32')).toEqual(['dml', 'webgpu', 'cpu'])
  expect(ids('darwin')).toEqual(['coreml', 'webgpu', 'cpu'])
  expect(ids('linux')).toEqual(['cuda', 'webgpu', 'cpu'])
  expect(ids('freebsd')).toEqual(['cpu'])
})

test('each is reported with the reason why it cannot be used', async () => {
  const reports = await deviceReports()
  expect(reports.at(-1)).toMatchObject({ id: 'cpu', usable: true, choosable: false })
  expect(reports.at(-1)!.adapters[0]!.memory).toBeGreaterThan(0)
  for (const { usable, reason } of reports) expect(usable ? 'may be used' : reason.length > 10).toBeTruthy()
})

describe.runIf(process.platform === 'linux')('opening something', () => {
  /** Naming a driver makes WebGPU worth a try. */
  const withVulkan = () => vi.stubEnv('VK_DRIVER_FILES', '/some/driver.json')
  const failing =
    (...broken: string[]) =>
    async ({ id }: { id: string }) => {
      if (broken.includes(id)) throw new StudioError('model-broken', `${id} says no`)
      return `opened on ${id}`
    }

  test('happens on the first device that works, and the others are told with their reasons', async () => {
    withVulkan()
    const { value, skipped } = await onBestDevice(undefined, failing())
    expect(value).toBe('opened on webgpu')
    expect(skipped).toEqual([{ id: 'cuda', reason: expect.stringContaining('provider') }])
  })

  test('falls through from a device that fails to the next', async () => {
    withVulkan()
    const { value, device, skipped } = await onBestDevice(undefined, failing('webgpu'))
    expect([value, device.id]).toEqual(['opened on cpu', 'cpu'])
    expect(skipped.at(-1)).toEqual({ id: 'webgpu', reason: 'webgpu says no' })
  })

  test('that the CPU cannot open is the fault of what is opened', async () => {
    withVulkan()
    await expect(onBestDevice(undefined, failing('webgpu', 'cpu'))).rejects.toMatchObject({
      code: 'model-broken',
      message: 'cpu says no',
    })
  })

  test('on a forced device never happens on another', async () => {
    withVulkan()
    await expect(onBestDevice('webgpu', failing('webgpu'))).rejects.toMatchObject({
      code: 'device-unavailable',
      message: 'webgpu: webgpu says no. Leave the device out to use the best that works',
    })
    expect((await onBestDevice('cpu', failing())).skipped).toEqual([])
  })

  test('on a device of another platform names those of this one', async () => {
    await expect(onBestDevice('dml', failing())).rejects.toThrow(
      'Device dml does not exist on linux; it has cuda, webgpu, cpu',
    )
  })
})
