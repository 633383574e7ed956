import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { icns, ico } from '../../packaging/icon-containers.ts'

const assets = resolve(import.meta.dirname, '../../assets')
const pictures = readdirSync(join(assets, 'icons')).map(name => ({
  size: Number(name.split('x')[0]),
  png: readFileSync(join(assets, 'icons', name)),
}))
pictures.sort((a, b) => a.size - b.size)

test('there is a picture for every size that systems ask for, of that size', () => {
  expect(pictures.map(({ size }) => size)).toEqual([16, 24, 32, 48, 64, 96, 128, 256, 512, 1024])
  expect(pictures.map(({ png }) => [png.readUInt32BE(16), png.readUInt32BE(20)])).toEqual(
    pictures.map(({ size }) => [size, size]),
  )
})

test('icon.ico and icon.icns hold just these pictures', () => {
  const small = pictures.filter(({ size }) => size <= 256)
  expect(readFileSync(join(assets, 'icon.ico')).equals(ico(small))).toBe(true)
  expect(readFileSync(join(assets, 'icon.icns')).equals(icns(pictures))).toBe(true)
})

test('an .ico finds each of its pictures by the place that its head gives', () => {
  const bytes = Buffer.from(ico(pictures.slice(0, 3)))
  const found = [0, 1, 2].map(n => {
    const [length, offset] = [bytes.readUInt32LE(6 + 16 * n + 8), bytes.readUInt32LE(6 + 16 * n + 12)]
    return bytes.subarray(offset, offset + length)
  })
  expect(found.map((png, n) => png.equals(pictures[n]!.png))).toEqual([true, true, true])
})

test('an .icns is as long as its head and its parts say', () => {
  const bytes = Buffer.from(icns(pictures))
  const kinds: string[] = []
  let at = 8
  for (; at < bytes.length; at += bytes.readUInt32BE(at + 4)) kinds.push(bytes.toString('latin1', at, at + 4))
  expect([at, bytes.readUInt32BE(4)]).toEqual([bytes.length, bytes.length])
  expect(kinds).toEqual(['icp4', 'icp5', 'ic11', 'ic12', 'ic07', 'ic08', 'ic13', 'ic09', 'ic14', 'ic10'])
})
