import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { loraFolderList } from '../../../../main/studio/loras/lora-folder-list.ts'
import { loraFolders } from '../../../../main/studio/loras/lora-library.ts'
import { usable } from '../../../../main/studio/what-is-here.ts'

const scratch = mkdtempSync(join(tmpdir(), 'reroll-lora-folders-'))
const own = join(scratch, 'webui')
mkdirSync(join(own, 'birds'), { recursive: true })
for (const name of ['red.safetensors', 'birds/blue.SAFETENSORS', 'notes.txt'])
  writeFileSync(join(own, name), 'x')
afterAll(() => rmSync(scratch, { recursive: true }))

let chosen: string[] = []
const settings = {
  get: () => ({ loraFolders: chosen }),
  set: (change: { loraFolders: string[] }) => {
    chosen = change.loraFolders
  },
}
const folders = loraFolderList(() => loraFolders(chosen, join(scratch, 'data')), settings)
beforeEach(() => {
  chosen = []
})

describe('folders of LoRAs', () => {
  test('the studio has its own, and those that were added come first', async () => {
    expect(await folders.list()).toContainEqual({
      folder: join(scratch, 'data', 'loras'),
      loras: 0,
      chosen: false,
      problem: null,
    })
    const [first] = await folders.add(`${own}/`)
    expect(first).toEqual({ folder: own, loras: 2, chosen: true, problem: null })
    await folders.add(own)
    expect(chosen).toEqual([own])
    expect((await folders.remove(own)).some(({ folder }) => folder === own)).toBe(false)
    expect(chosen).toEqual([])
  })

  test('what is no folder is refused with what was expected; one that went says so', async () => {
    await expect(folders.add('Lora')).rejects.toThrow(
      /"Lora" is not the whole path of a folder; expected one such as/,
    )
    await expect(folders.add(join(scratch, 'gone'))).rejects.toThrow(
      /gone: there is no such folder; expected one/,
    )
    await expect(folders.add(join(own, 'notes.txt'))).rejects.toThrow(/that is a file; expected the folder/)
    expect(chosen).toEqual([])
    chosen = [join(scratch, 'gone')]
    expect((await folders.list())[0]).toMatchObject({
      loras: 0,
      problem: expect.stringMatching(/no such folder/),
    })
  })

  test('at most 50', async () => {
    chosen = Array.from({ length: 50 }, (_, i) => join(scratch, String(i)))
    await expect(folders.add(own)).rejects.toThrow(/At most 50 folders/)
  })
})

test("of another program's settings those remain that are here, and each of the others is told", () => {
  const lora = (name: string) => ({ name, strength: 0.5, clipStrength: null, sha256: null })
  const refiner = { model: 'finer', at: 0.8, hash: null }
  const here = { lora: (name: string) => name === 'red', model: (id: string) => id === 'finer' }
  const all = usable({ prompt: 'a fox', loras: [lora('red'), lora('green')], refiner }, here)
  expect(all.settings).toEqual({ prompt: 'a fox', loras: [lora('red')], refiner })
  expect(all.unmapped).toEqual([
    { name: 'lora', value: 'green: 0.5', why: 'no file of that name lies in the folders of LoRAs' },
  ])
  const none = usable({ loras: [lora('green')], refiner: { ...refiner, model: 'gone' } }, here)
  expect(none.settings).toEqual({})
  expect(none.unmapped.map(({ name, value }) => `${name} ${value}`)).toEqual([
    'lora green: 0.5',
    'refiner gone, from 0.8',
  ])
})
