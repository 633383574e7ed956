import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandNames } from '#main/cli/command-names.ts'
import { askedOf } from '#main/electron/asked.ts'
import { openFiles } from '#main/electron/open-files.ts'
import { relay } from '#main/electron/relay.ts'
import { type HostEvent, largestFile } from '#shared/studio/host.ts'

const none = () => false

test.each([
  [[], { files: [] }],
  [['--no-sandbox'], { files: [] }],
  [['--no-sandbox', '--version'], { command: ['--version'] }],
  [['--help'], { command: ['--help'] }],
  [['--no-sandbox', 'generate', 'a bird', '--seed', '7'], { command: ['generate', 'a bird', '--seed', '7'] }],
  [['generate', '--help'], { command: ['generate', '--help'] }],
  [['generat'], { command: ['generat'] }],
  [['/pictures/a.png', 'b.png'], { files: ['/pictures/a.png', 'b.png'] }],
  [['gone.webp'], { files: ['gone.webp'] }],
  [['file:///pictures/a%20b.png'], { files: ['/pictures/a b.png'] }],
])('%j asks for %j', (args, asked) => expect(askedOf(args, none)).toEqual(asked))

test('a file without an ending is a file when it is there, and a command when its name is one', () => {
  expect(askedOf(['picture'], () => true)).toEqual({ files: ['picture'] })
  for (const name of commandNames) expect(askedOf([name], () => true)).toEqual({ command: [name] })
})

test('of several files the first is read, what cannot be is told in a sentence', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reroll-open-'))
  const file = join(folder, 'a.png')
  writeFileSync(file, 'bytes')
  expect(await openFiles([])).toBeNull()
  expect(await openFiles([file, 'b.png'])).toEqual({
    open: { name: 'a.png', bytes: new Uint8Array(Buffer.from('bytes')) },
    more: 1,
  })
  const problem = expect.stringMatching(/^b\.png could not be opened: it is not there any more$/)
  expect(await openFiles([join(folder, 'b.png')])).toEqual({ problem })
  writeFileSync(file, '')
  await import('node:fs/promises').then(fs => fs.truncate(file, largestFile + 1))
  expect(await openFiles([file])).toEqual({ problem: 'a.png is 67 MB; at most 67 MB are read' })
  rmSync(folder, { recursive: true })
})

test('what is opened before the page listens waits for it, a menu does not', () => {
  const events = relay()
  const opened: HostEvent = { problem: 'early' }
  events.send({ action: 'roll' })
  events.send(opened)
  const heard: HostEvent[] = []
  const stop = events.listen(event => heard.push(event))
  events.send({ action: 'help' })
  stop()
  events.send({ action: 'roll' })
  expect(heard).toEqual([opened, { action: 'help' }])
})
