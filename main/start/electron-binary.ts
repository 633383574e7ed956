import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const programs: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}
const program = programs[process.platform] ?? 'electron'

/** undici gives a connection up after 10 s; this bounds a download that trickles. */
const patienceMs = 15 * 60_000

type Binary = { file: string } | { problem: string }

/**
 * The Electron to run: ELECTRON_OVERRIDE_DIST_PATH, or the one that npm's package fetched, or fetched now by it.
 * Never throws: what goes wrong is a sentence without its full stop.
 */
export async function electronBinary(say: (line: string) => void): Promise<Binary> {
  const place = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (place) {
    const file = join(place, program)
    return existsSync(file)
      ? { file }
      : { problem: `ELECTRON_OVERRIDE_DIST_PATH has no ${program} (${place})` }
  }
  const folder = packageFolder()
  if (!folder) return { problem: 'the npm package "electron" is not installed' }
  const file = join(folder, 'dist', program)
  if (existsSync(file)) return { file }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  say(`Fetching Electron ${version} (about 110 MB, only this once) ...`)
  const why = await fetchBinary(folder)
  return existsSync(file) ? { file } : { problem: `Electron ${version} could not be fetched (${why})` }
}

function packageFolder(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  } catch {
    return undefined
  }
}

/** Runs the package's own installer, which checks the sums of what it fetches; resolves to why it failed. */
function fetchBinary(folder: string): Promise<string> {
  const child = spawn(process.execPath, [join(folder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: patienceMs,
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
  })
  return new Promise(resolve => {
    child.once('error', error => resolve(error.message))
    child.once('close', (_, signal) => {
      const offline = /fetch failed|ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|UND_ERR/.test(said)
      const cause = offline ? 'its server cannot be reached' : said.split('\n')[0]?.slice(0, 160)
      resolve(signal ? 'it took too long' : cause || 'no reason given')
    })
  })
}
