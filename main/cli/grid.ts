import { readFile, rm } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { decodeRgb } from '#engine/png/pixels.ts'
import { StudioError } from '#shared/errors.ts'
import { type Generation, generation } from '#shared/generation.ts'
import type { Cell } from '#shared/grid/cells.ts'
import { planOf } from '#shared/grid/plan.ts'
import { usualReading } from '#shared/prompt/reading.ts'
import { describeIssues } from '#shared/rpc.ts'
import { same } from '#shared/same.ts'
import { randomSeed } from '#shared/seed.ts'
import { timeLeft } from '#shared/time-left.ts'
import { foldersOf } from '../studio/grid/folders-of.ts'
import { cellFile, isDrawn, readGrid, writeGrid } from '../studio/grid/grid-folder.ts'
import { writeSheets } from '../studio/grid/write-sheets.ts'
import { modelFolder } from '../studio/model-library.ts'
import { modelOrDefault } from './generate-options.ts'
import { type GridCommand, parseGrid } from './grid-options.ts'
import { gridHelp } from './help.ts'
import { withHand } from './knob-hand.ts'
import { duration, rewritten } from './progress.ts'
import { withPrompts } from './reading-options.ts'
import { type Io, type Session, withSession } from './session.ts'

/** `reroll grid`: draws every picture of a grid that is not there yet, then its sheets, and prints their paths. */
export async function gridCommand(args: readonly string[], io: Io): Promise<void> {
  const command = parseGrid(args)
  if (command.help) return io.out(gridHelp)
  const folder = resolve(command.out)
  const lies = await modelFolder(modelOrDefault(command.model))
  const model = basename(lies)
  const base = await baseOf(command, folder, model)
  const { axes, cells, warnings } = planOf(base, command.said)
  const folders = await foldersOf(cells, lies)
  for (const warning of warnings) io.err.write(`${warning}\n`)
  const drawn = await Promise.all(
    cells.map(cell => isDrawn(cellFile(folder, cell), cell.generation, basename(folders.get(cell.model)!))),
  )
  const missing = cells.filter((_, i) => !drawn[i])
  await writeGrid(folder, { format: 1, axes: command.said, model, base })
  if (missing.length)
    await withSession(io, async session =>
      drawAll(
        await withHand(await withPrompts(session, command.values), { knobFiles: [], from: undefined }, lies),
        missing,
        { folders, folder, device: command.device, all: cells.length },
      ),
    )
  const read = async (cell: Pick<Cell, 'x' | 'y' | 'z'>) => {
    const file = cellFile(folder, cell)
    return decodeRgb(new Uint8Array(await readFile(file)), basename(file))
  }
  const title = String(command.given.prompt ?? '')
  for (const file of await writeSheets({ folder, axes, title, read })) io.out(file)
  const there = cells.length - missing.length
  io.out(`${missing.length} pictures drawn${there ? `, ${there} were there already` : ''}, in ${folder}`)
}

/** What all pictures have in common; a grid that goes on keeps the seed that was drawn for it. */
async function baseOf({ given, said }: GridCommand, folder: string, model: string): Promise<Generation> {
  const before = await readGrid(folder)
  if (before && (!same(before.axes, said) || before.model !== model))
    throw new StudioError(
      'invalid-input',
      `${folder} holds another grid (${Object.values(before.axes).filter(Boolean).join(', ')}, ${before.model}); choose another folder with --out`,
    )
  const result = generation.safeParse({
    seed: before?.base.seed ?? randomSeed(),
    reading: before?.base.reading ?? usualReading,
    ...given,
  })
  if (!result.success) throw new StudioError('invalid-input', describeIssues(result.error.issues))
  if (before && !same(before.base, result.data))
    throw new StudioError(
      'invalid-input',
      `${folder} holds a grid with other settings; choose another folder with --out, or give the same ones to go on`,
    )
  return result.data
}

type Place = {
  folders: Map<string | null, string>
  folder: string
  device: GridCommand['device']
  all: number
}

async function drawAll(
  { engine, signal, io }: Session,
  missing: readonly Cell[],
  { folders, folder, device, all }: Place,
) {
  const line = rewritten(io.err)
  const ends = [performance.now()]
  try {
    for (const [n, cell] of missing.entries()) {
      const left = timeLeft(ends, missing.length - n)
      const ready = all - missing.length + n
      line.show(`Picture ${ready + 1} of ${all}${left === null ? '' : `  ${duration(left)} left`}`)
      const file = cellFile(folder, cell)
      // What lies there was drawn with other settings, or is damaged.
      await rm(file, { force: true })
      await engine.call(
        'generate.run',
        {
          folder: folders.get(cell.model)!,
          generation: cell.generation,
          files: [file],
          batchSize: 1,
          device,
        },
        { signal },
      )
      ends.push(performance.now())
    }
  } finally {
    line.clear()
  }
}
