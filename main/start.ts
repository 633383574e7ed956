import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { displayProblem } from './start/display.ts'
import { electronBinary } from './start/electron-binary.ts'

/**
 * `npm start`: the studio's window; where there can be none, one line that says why, and the studio in a browser.
 * Everything on the command line goes to whichever host it becomes.
 */
const app = fileURLToPath(new URL('..', import.meta.url))

/** Resolves to why there is no window, or ends this process with the window's exit code. */
async function openWindow(): Promise<string> {
  const problem = displayProblem(process.platform, process.env)
  if (problem) return problem
  const binary = await electronBinary(line => console.log(line))
  if ('problem' in binary) return binary.problem
  const root = process.platform === 'linux' && process.getuid?.() === 0
  if (root) console.log("Started as root: the window runs without Chromium's sandbox (--no-sandbox)")
  const child = spawn(
    binary.file,
    [...(root ? ['--no-sandbox'] : []), ...process.argv.slice(2).filter(isFlag), app],
    {
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    },
  )
  // Chromium writes about every D-Bus that is not there; the end of it is told only when there is no window.
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
    if (process.env.REROLL_LOG) process.stderr.write(text)
  })
  let open = false
  child.on('message', message => {
    open ||= message === 'open'
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  return new Promise(resolve => {
    child.once('error', error => resolve(`Electron could not be started (${error.message})`))
    child.once('close', (code, signal) => {
      if (open || code === 0) process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1))
      resolve(`Electron ended before it opened a window (${lastWords(said) || signal || `code ${code}`})`)
    })
  })
}

const isFlag = (argument: string) => argument.startsWith('--')

/** The line that names the cause: Chromium's last FATAL or ERROR, without its stamp. */
function lastWords(text: string): string {
  const lines = text.split('\n').filter(line => line.trim())
  const cause = lines.findLast(line => /FATAL|ERROR/.test(line)) ?? lines.at(-1) ?? ''
  return cause.replace(/^\[[^\]]*\]\s*/, '').slice(0, 200)
}

console.log(`No window: ${await openWindow()}. The studio is served to a browser instead.`)
await import('./server.ts')
