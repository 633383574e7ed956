import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { EngineCall } from '#main/studio/engine-keeper.ts'
import type { Library } from '#main/studio/library/open-library.ts'
import { openFiller } from '#main/studio/meaning/filler.ts'
import { searcher } from '#main/studio/meaning/search.ts'
import { opened } from '../library/open.ts'
import { paint } from '../paint.ts'
import { scratchFolder, until } from '../scratch.ts'

const scratch = scratchFolder()

/** Three things that pictures can show, and a scorer that sees them in the names of files and in words. */
const things = ['bird', 'fox', 'red']
const sees = (said: string) => {
  const shares = things.map(thing => (said.includes(thing) ? 1 : 0.01))
  const length = Math.hypot(...shares)
  return shares.map(share => share / length)
}

async function library() {
  const names = ['bird', 'red bird', 'fox', 'red fox']
  const ids = names.map((name, n) => paint(join(scratch.path, 'pictures', `${name}.png`), n + 1, 'x'))
  const asked: string[] = []
  const call = (async (_: string, { images = [], texts = [] }: { images?: string[]; texts?: string[] }) => {
    asked.push(...texts)
    const joined = (all: string[]) => Float32Array.from(all.flatMap(sees))
    return {
      id: 'space',
      width: 3,
      images: joined(images.map(file => file.split('/').at(-1)!)),
      texts: joined(texts),
    }
  }) as unknown as EngineCall
  const eyes = { call, scorer: async () => '/scorer', device: () => undefined }
  const opens: Library = await opened(scratch.path)
  const embed = async () => {
    const filler = openFiller({ ...eyes, library: () => opens, mayRun: () => true })
    filler.next()
    await until(() => !filler.isWorking())
  }
  const { range } = searcher(eyes)
  const found = async (query: string) => {
    const { pictures } = await range(opens, { offset: 0, limit: 10, filter: { query } })
    return pictures.map(({ id }) => names[ids.indexOf(id)])
  }
  return { opens, embed, found, asked, ids }
}

test('words, pictures, and what is taken away from them; conditions hold all the same', async () => {
  const { opens, embed, found, ids } = await library()
  await embed()
  expect((await found('like:"a red bird"')).slice(0, 1)).toEqual(['red bird'])
  expect((await found('like:fox')).slice(0, 2)).toEqual(['fox', 'red fox'])
  expect((await found('like:fox unlike:red'))[0]).toBe('fox')
  expect((await found('unlike:bird')).slice(0, 2).sort()).toEqual(['fox', 'red fox'])
  expect((await found(`like:${ids[1]!.slice(0, 8)}`))[0]).toBe('red bird')
  // The picture of a red bird without its red.
  expect((await found(`like:${ids[1]!.slice(0, 8)} unlike:red`))[0]).toBe('bird')
  expect(await found('like:red file:fox')).toEqual(['red fox', 'fox'])
  expect(await found('like:red unlike:red')).toEqual([])
  expect(await found('file:fox')).toHaveLength(2)
  await opens.close()
})

test('a picture that no scorer has looked at is looked at when it is asked about; the others are left out', async () => {
  const { opens, embed, found, ids } = await library()
  expect(await found(`like:${ids[0]!.slice(0, 8)}`)).toEqual([])
  expect(await found('like:fox')).toEqual([])
  await embed()
  expect(await found('like:fox')).toHaveLength(4)
  await expect(found('like:00000000')).rejects.toMatchObject({ code: 'invalid-input' })
  await opens.close()
})

test('the same words are asked of the scorer once', async () => {
  const { opens, embed, found, asked } = await library()
  await embed()
  asked.length = 0
  await found('like:fox')
  await found('like:fox unlike:red stars:0')
  expect(asked).toEqual(['fox', 'red'])
  await opens.close()
})
