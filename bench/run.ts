import { cpus, totalmem } from 'node:os'
import cold from './cold.ts'
import dice from './dice.ts'
import exportBench from './export.ts'
import firstPicture from './first-picture.ts'
import growth from './growth.ts'
import inpaint from './inpaint.ts'
import ipc from './ipc.ts'
import knobs from './knobs.ts'
import library from './library.ts'
import libraryGrowth from './library-growth.ts'
import libraryImport from './library-import.ts'
import libraryMap from './library-map.ts'
import libraryMeaning from './library-meaning.ts'
import loadMemory from './load-memory.ts'
import memory from './memory.ts'
import overhead from './overhead.ts'
import pictureBook from './picture-book.ts'
import pictureBookSheets from './picture-book-sheets.ts'
import pictureBookSpeed from './picture-book-speed.ts'
import rolls from './rolls.ts'
import rollsRank from './rolls-rank.ts'
import scorer from './scorer.ts'
import sdStep from './sd-step.ts'
import staticShapes from './static-shapes.ts'
import switchModels from './switch-models.ts'
import tiles from './tiles.ts'
import time from './time.ts'
import { windowBenches } from './window.ts'

const benches = {
  cold,
  overhead,
  memory,
  'first-picture': firstPicture,
  growth,
  'load-memory': loadMemory,
  'static-shapes': staticShapes,
  'switch-models': switchModels,
  library,
  'library-growth': libraryGrowth,
  'library-import': libraryImport,
  export: exportBench,
  'library-map': libraryMap,
  'library-meaning': libraryMeaning,
  inpaint,
  ipc,
  knobs,
  time,
  dice,
  'picture-book': pictureBook,
  'picture-book-sheets': pictureBookSheets,
  'picture-book-speed': pictureBookSpeed,
  rolls,
  'rolls-rank': rollsRank,
  scorer,
  'sd-step': sdStep,
  tiles,
  ...windowBenches,
} satisfies Record<string, () => Promise<string>>

const chosen = process.argv.slice(2)
const unknown = chosen.filter(name => !Object.hasOwn(benches, name))
if (unknown.length) {
  console.error(`No bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}

console.log(
  `${cpus().length} x ${cpus()[0]?.model.trim()}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`,
)
for (const [name, bench] of Object.entries(benches)) {
  if (chosen.length && !chosen.includes(name)) continue
  console.log(`\n## ${name}\n\n${await bench()}`)
}
