import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { latestWriter } from '#main/studio/files/latest-writer.ts'
import { scratchFolder } from '../scratch.ts'

const scratch = scratchFolder()

test('what could not be written is told, and written with the next flush', async () => {
  const file = join(scratch.path, 'a.json')
  mkdirSync(file)
  const told: string[] = []
  const writer = latestWriter(file, 1, sentence => told.push(sentence))
  writer.put(() => 'kept')
  await writer.flush()
  expect(told).toEqual([expect.stringMatching(/Cannot write .*a\.json/)])
  rmSync(file, { recursive: true })
  await writer.flush()
  expect(readFileSync(file, 'utf8')).toBe('kept')
})
