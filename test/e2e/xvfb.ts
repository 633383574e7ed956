import { spawn } from 'node:child_process'

/** A display of its own for the windows, where there is none; gone after the tests. */
export default async function display(): Promise<(() => void) | undefined> {
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY || process.platform !== 'linux') return undefined
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', code => reject(new Error(`Xvfb ended with code ${code}`)))
    server.stdout.once('data', data => resolve(String(data).trim()))
  })
  process.env.DISPLAY = `:${number}`
  return () => {
    delete process.env.DISPLAY
    server.kill()
  }
}
