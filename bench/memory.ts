import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { arguments20, cli, inScratch, root } from './picture.ts'
import { table } from './table.ts'

const read = (file: string) => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
const parentOf = (pid: string) => /^\d+ \(.*\) \S (\d+)/s.exec(read(`/proc/${pid}/stat`))?.[1]
const residentMiB = (pid: string) =>
  Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024

/** Resident memory of a process and all below it, in MiB. */
function treeMiB(rootPid: number): number {
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  const parents = new Map(pids.map(pid => [pid, parentOf(pid)]))
  const below = (pid: string | undefined): boolean =>
    pid !== undefined && (pid === String(rootPid) || below(parents.get(pid)))
  return pids.filter(below).reduce((sum, pid) => sum + residentMiB(pid), 0)
}

/** Peak resident memory of a whole cold generation, host and engine together, sampled every 10 ms. */
export default async function memory(): Promise<string> {
  if (process.platform !== 'linux') return 'Memory is read from /proc: Linux only.'
  return inScratch(async folder => {
    const peaks: number[] = []
    for (let i = 0; i < 3; i++) {
      const child = spawn(process.execPath, [cli, ...arguments20, '--out', join(folder, 'bird.png')], {
        cwd: root,
        stdio: 'ignore',
      })
      let peak = 0
      const timer = setInterval(() => {
        peak = Math.max(peak, treeMiB(child.pid!))
      }, 10)
      await new Promise(resolve => child.once('close', resolve))
      clearInterval(timer)
      peaks.push(peak)
    }
    return table(
      ['picture-book, 20 steps with guidance', 'peak of 3 runs'],
      [['host and engine together', `${Math.max(...peaks).toFixed(0)} MiB`]],
    )
  })
}
