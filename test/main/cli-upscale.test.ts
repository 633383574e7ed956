import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pictureOrigin } from '#engine/png/picture-file.ts'
import { reroll, root, scratchFolder } from './run-cli.ts'

const scratch = scratchFolder()
const at = (name: string) => join(scratch.path, name)
const run = (...args: string[]) => reroll(args, { REROLL_DATA: at('data'), XDG_CACHE_HOME: at('cache') })

test('an upscaler that was added makes a picture larger by its name', () => {
  copyFileSync(join(root, 'test/parity/graphs/upscaler-4/model.onnx'), at('4x-Lines.onnx'))
  const added = run('models', 'add', at('4x-Lines.onnx'), '--json')
  expect(added.stderr).toBe('')
  expect(JSON.parse(added.stdout)).toEqual({ id: '4x-Lines', file: at('4x-Lines.onnx'), scale: 4 })
  const bird = join(root, 'test/fixtures/red-bird.png')
  const made = run(
    'upscale',
    bird,
    '--model',
    '4x-Lines',
    '--factor',
    '1.5',
    '--out',
    at('large.png'),
    '--json',
  )
  expect(JSON.parse(made.stdout)).toMatchObject({
    scale: 4,
    factor: 1.5,
    images: [
      { file: at('large.png'), width: 192, height: 192, upscaled: { upscaler: '4x-Lines', factor: 1.5 } },
    ],
  })
  const origin = pictureOrigin(readFileSync(at('large.png')), 'large.png')
  expect(origin.kind === 'reroll' && origin.record.upscaled).toMatchObject({ factor: 1.5 })
  const wrong = run('upscale', bird, '--factor', '0.5')
  expect([wrong.status, wrong.stderr]).toEqual([2, '--factor must be above 1, at most 16, not 0.5\n'])
})
