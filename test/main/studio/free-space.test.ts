import { expect, test } from 'vitest'
import { checkFits } from '#main/studio/free-space.ts'
import { scratchFolder } from './scratch.ts'

const scratch = scratchFolder()

test('what does not fit is refused before a byte is written', async () => {
  await checkFits(scratch.path, 1)
  await expect(checkFits(scratch.path, 2 ** 60)).rejects.toMatchObject({
    code: 'disk-full',
    message: expect.stringMatching(/1099511627776 MiB more are needed .* only \d+ MiB are free/),
  })
  // A disk that does not tell is found out when it is written.
  await checkFits('/nowhere/at/all', 2 ** 60)
})
