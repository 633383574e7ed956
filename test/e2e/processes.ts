import { readdirSync, readFileSync } from 'node:fs'

type Process = { pid: number; parent: number; command: string }

/** Linux only: what runs, from /proc. */
function processes(): Process[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8')
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return [{ pid: Number(name), parent: Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]), command }]
      } catch {
        return [] // It ended while we looked.
      }
    })
}

/**
 * The engines below a host, forked Nodes or Electron's utility processes: one that draws, and one that answers questions
 * once there is one.
 */
export const enginePids = (host: number): number[] =>
  pidsBelow(host, /engine\.(mjs|ts)\b|node\.mojom\.NodeService/)

/** Processes that a host started, it or its children, by their command lines. */
export function pidsBelow(host: number, command: RegExp): number[] {
  const all = processes()
  const below = (pid: number): Process[] =>
    all.filter(({ parent }) => parent === pid).flatMap(child => [child, ...below(child.pid)])
  return below(host)
    .filter(one => command.test(one.command))
    .map(({ pid }) => pid)
}

/** Any of them. */
export const enginePid = (host: number): number | undefined => enginePids(host)[0]

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
