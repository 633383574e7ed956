import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { drmCards } from '#engine/adapters/list.ts'
import { parseMacDisplays } from '#engine/adapters/parse-mac.ts'
import { parseNvidiaSmi } from '#engine/adapters/parse-nvidia-smi.ts'
import { nameInPciIds } from '#engine/adapters/parse-pci-ids.ts'
import { parseWindowsCards } from '#engine/adapters/parse-windows.ts'
import { adapterText } from '#shared/adapters.ts'

const gib = 2 ** 30

test('nvidia-smi gives a card a line; one that does not tell its memory has none', () => {
  const text = 'NVIDIA GeForce RTX 4090, 24564\nNVIDIA H200, 143771\nNVIDIA GB10, [N/A]\n'
  expect(parseNvidiaSmi(text)).toEqual([
    { name: 'NVIDIA GeForce RTX 4090', vendor: 'nvidia', memory: 24564 * 2 ** 20 },
    { name: 'NVIDIA H200', vendor: 'nvidia', memory: 143771 * 2 ** 20 },
    { name: 'NVIDIA GB10', vendor: 'nvidia', memory: null },
  ])
  expect(parseNvidiaSmi(text).map(adapterText)).toEqual([
    'NVIDIA GeForce RTX 4090, 24 GiB',
    'NVIDIA H200, 140 GiB',
    'NVIDIA GB10',
  ])
  expect(parseNvidiaSmi('NVIDIA-SMI has failed because it could not communicate with the driver\n')).toEqual(
    [],
  )
})

const list = `# a comment
1002  Advanced Micro Devices, Inc. [AMD/ATI]
\t73bf  Navi 21 [Radeon RX 6800/6800 XT / 6900 XT]
\t\t1002 0e3a  Radeon RX 6900 XT
8086  Intel Corporation
\t73bf  Not this one
\t46a6  Alder Lake-P GT2 [Iris Xe Graphics]
\t0bda  Ponte Vecchio XT
C 03  Display controller
`

test('a name is looked up below its own maker', () => {
  expect(nameInPciIds(list, '1002', '73bf')).toBe('Radeon RX 6800/6800 XT / 6900 XT')
  expect(nameInPciIds(list, '8086', '46a6')).toBe('Iris Xe Graphics')
  expect(nameInPciIds(list, '8086', '0bda')).toBe('Ponte Vecchio XT')
  expect(nameInPciIds(list, '1002', '46a6')).toBeNull()
  expect(nameInPciIds(list, '10de', '2684')).toBeNull()
})

test('the cards that a kernel lists, with names and memory where they are known', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reroll-drm-'))
  try {
    const card = (name: string, files: Record<string, string>) => {
      mkdirSync(join(folder, name, 'device'), { recursive: true })
      for (const [file, text] of Object.entries(files))
        writeFileSync(join(folder, name, 'device', file), `${text}\n`)
    }
    card('card0', { vendor: '0x8086', device: '0x46a6' })
    card('card1', { vendor: '0x1002', device: '0x73bf', mem_info_vram_total: '17163091968' })
    card('card2', { vendor: '0x1af4', device: '0x1050' })
    card('card1-HDMI-A-1', { vendor: '0x1002', device: '0x73bf' })
    card('card3', {})
    writeFileSync(join(folder, 'pci.ids'), list)
    expect(await drmCards(folder, [join(folder, 'none'), join(folder, 'pci.ids')])).toEqual([
      { name: 'Intel Iris Xe Graphics', vendor: 'intel', memory: null },
      { name: 'AMD Radeon RX 6800/6800 XT / 6900 XT', vendor: 'amd', memory: 17163091968 },
      { name: 'Maker 1af4 card 1050', vendor: 'other', memory: null },
    ])
    expect(await drmCards(join(folder, 'nowhere'), [])).toEqual([])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('Windows gives one card or several; its stand-in for a missing driver is none', () => {
  const one = { DriverDesc: 'NVIDIA GeForce RTX 3060', 'HardwareInformation.qwMemorySize': 12 * gib }
  const amd = { DriverDesc: 'AMD Radeon(TM) Graphics', 'HardwareInformation.qwMemorySize': null }
  const none = { DriverDesc: 'Microsoft Basic Display Adapter', 'HardwareInformation.qwMemorySize': null }
  expect(parseWindowsCards(JSON.stringify(one))).toEqual([
    { name: 'NVIDIA GeForce RTX 3060', vendor: 'nvidia', memory: 12 * gib },
  ])
  expect(parseWindowsCards(JSON.stringify([one, amd, none, {}])).map(({ vendor }) => vendor)).toEqual([
    'nvidia',
    'amd',
  ])
})

test('a Mac names its chip, which shares the memory of the machine, or a card with its own', () => {
  const chip = {
    SPDisplaysDataType: [{ _name: 'Apple M3 Pro', sppci_model: 'Apple M3 Pro', sppci_cores: '18' }],
  }
  expect(parseMacDisplays(JSON.stringify(chip), 36 * gib)).toEqual([
    { name: 'Apple M3 Pro', vendor: 'apple', memory: 36 * gib },
  ])
  const older = {
    SPDisplaysDataType: [
      { sppci_model: 'Intel UHD Graphics 630' },
      { sppci_model: 'AMD Radeon Pro 5500M', spdisplays_vram: '8 GB' },
    ],
  }
  expect(parseMacDisplays(JSON.stringify(older), 16 * gib).map(({ memory }) => memory)).toEqual([
    null,
    8 * gib,
  ])
})
