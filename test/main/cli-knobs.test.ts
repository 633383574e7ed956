import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { reroll, scratchFolder } from './run-cli.ts'

const scratch = scratchFolder()
const at = (name: string) => join(scratch.path, name)
const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
const run = (...args: string[]) => {
  const ran = reroll(args, { REROLL_DATA: at('data') })
  expect(ran.stderr.replace(/^.*\r/gm, '')).not.toMatch(/Error|damaged|unknown/)
  expect(ran.status).toBe(0)
  return ran.stdout
}
const refused = (...args: string[]) => {
  const ran = reroll(args, { REROLL_DATA: at('data') })
  expect(ran.status).toBe(2)
  return ran.stderr
}

describe('knobs on the command line', () => {
  test('of every kind turn a picture, and --from gives its bytes again without the shelf', () => {
    for (const space of ['h', 'x0'])
      run('knobs', 'discover', 'a bird', '--rolls', '16', '--steps', '2', '--keep', '1', '--space', space)
    expect(JSON.parse(run('knobs', '--json')).knobs).toMatchObject([
      { id: 'a bird 1', knob: { space: 'h' }, problem: null },
      { id: 'a bird 1 2', knob: { space: 'x0' }, problem: null },
    ])
    run('knobs', 'export', 'a bird 1', '--out', at('out'))
    const plain = ['generate', 'a bird', '--seed', '3', '--steps', '4']
    run(...plain, '--out', at('plain.png'))
    const knobs = {
      words: 'red|blue=1@0-0.8',
      analytic: 'shiftX=1.5',
      tone: 'brightness=-2',
      shelf: 'a bird 1 2=2',
      file: `${at('out/a bird 1.knob.json')}=-2`,
    }
    for (const [name, knob] of Object.entries(knobs))
      run(...plain, '--steer', knob, '--out', at(`${name}.png`))
    renameSync(at('data'), at('gone'))
    renameSync(at('out'), at('gone too'))
    for (const name of Object.keys(knobs)) {
      expect(sha256(at(`${name}.png`))).not.toBe(sha256(at('plain.png')))
      expect(run('generate', '--from', at(`${name}.png`), '--out', at('again.png'))).toContain('Identical')
      expect(sha256(at('again.png'))).toBe(sha256(at(`${name}.png`)))
      renameSync(at('again.png'), at(`${name} again.png`))
    }
    run('generate', '--from', at('file.png'), '--steer', 'off', '--out', at('off.png'))
    expect(JSON.stringify(readFileSync(at('off.png')).includes('reroll-directions'))).toBe('false')
  }, 600_000)

  test('are put on the shelf, taken off, and refused with a reason', () => {
    run('knobs', 'discover', 'a bird', '--rolls', '16', '--steps', '1', '--keep', '1', '--space', 'x0')
    run('knobs', 'export', 'a bird 1', '--out', at('out'))
    run('knobs', 'remove', 'a bird 1')
    expect(run('knobs')).toContain('empty')
    run('knobs', 'import', at('out/a bird 1.knob.json'))
    expect(readdirSync(at('data/knobs')).sort()).toEqual(['a bird 1.knob.json', 'a bird 1.safetensors'])
    expect(refused('knobs', 'remove', 'nothing')).toContain('no knob nothing')
    expect(refused('knobs', 'polish')).toContain('list, discover, import, export, remove')
  }, 300_000)

  test.each([
    [['--steer', 'brigtness=1'], 'did you mean "brightness"'],
    [['--steer', 'brightness'], '--steer must be KNOB=AMOUNT'],
    [['--steer', 'brightness=7'], 'at most 6'],
    [['--steer', 'nowhere.knob.json=1'], 'there is no such file'],
  ])('%s is refused with what was expected', (args, reason) => {
    expect(refused('generate', 'a bird', ...args)).toContain(reason)
  })
})
