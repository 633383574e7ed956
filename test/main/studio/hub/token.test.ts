import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Keychain, tokenAround, tokenKeeper } from '#main/studio/hub/token.ts'
import { scratchFolder } from '../scratch.ts'

const scratch = scratchFolder()
const secret = 'hf_abcdefghij'
/** Turns every byte around: enough to see that nothing is written as it is. */
const turned = (safe: boolean): Keychain => ({
  isSafe: () => safe,
  lock: text => Buffer.from(text).map(byte => byte ^ 255),
  unlock: bytes => Buffer.from(bytes.map(byte => byte ^ 255)).toString(),
})
const written = () =>
  readdirSync(scratch.path, { recursive: true, encoding: 'utf8' })
    .map(name => join(scratch.path, name))
    .filter(path => statSync(path).isFile())

test('a keychain keeps it from run to run, never in the clear', async () => {
  const first = tokenKeeper(scratch.path, turned(true))
  await first.set(` ${secret} `)
  expect(await tokenKeeper(scratch.path, turned(true)).read()).toEqual({ value: secret, from: 'kept' })
  expect(written()).toHaveLength(1)
  expect(readFileSync(written()[0]!).includes(secret)).toBe(false)
  await first.set(null)
  expect(written()).toEqual([])
})

test.each([null, turned(false)])(
  'without one that is safe it is kept until the end, and on no disk',
  async keychain => {
    const keeper = tokenKeeper(scratch.path, keychain)
    expect(keeper.keychain).toBe(false)
    await keeper.set(secret)
    expect(await keeper.read()).toEqual({ value: secret, from: 'session' })
    expect(written()).toEqual([])
  },
)

test.each(['', 'short', 'two words in it', 'line\nbreak-in-it', 'ünicode-token'])(
  '%j is no token',
  async text => {
    await expect(tokenKeeper(scratch.path, null).set(text)).rejects.toMatchObject({ code: 'invalid-input' })
  },
)

test('else the environment counts, then the file of the hub’s own programs', async () => {
  expect(await tokenAround({ HF_TOKEN: secret, HF_HOME: scratch.path })).toEqual({
    value: secret,
    from: 'environment',
  })
  expect(await tokenAround({ HF_HOME: scratch.path })).toBeNull()
  mkdirSync(join(scratch.path, 'hf'))
  writeFileSync(join(scratch.path, 'hf', 'token'), `${secret}\n`)
  expect(await tokenAround({ HF_HOME: join(scratch.path, 'hf') })).toEqual({ value: secret, from: 'file' })
})
