import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { afterAll } from 'vitest'
import type { WebSocket } from 'ws'
import type { Client } from '#shared/contract.ts'
import type { StudioContract } from '#shared/studio-contract.ts'
import { until } from '../studio/scratch.ts'
import { enter, socket, studioClient } from './client.ts'

const server = resolve(import.meta.dirname, '../../../dist/server.mjs')

export type ServedChild = {
  child: ChildProcess
  /** Empty where it did not come so far. */
  url: string
  /** The exit code, null when a signal ended it. */
  ended: Promise<number | null>
  said(): string
  complained(): string
}
type Start = {
  args?: readonly string[]
  env?: Record<string, string>
  /** What the program and its arguments are handed to, as `prlimit --data=N`. */
  under?: readonly string[]
}

export type StartServer = (folder: string, start?: Start) => Promise<ServedChild>

/**
 * Starts the served studio as it is shipped, with everything it keeps below `folder`; resolves once it has told its
 * address. Called once in a file: what a failed test left running ends with the file's tests.
 */
export function servers(): StartServer {
  const children: ChildProcess[] = []
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL')
  })
  return (folder, start) => startServer(folder, start, children)
}

async function startServer(
  folder: string,
  { args = [], env = {}, under = [] }: Start = {},
  children: ChildProcess[],
): Promise<ServedChild> {
  const places = ['data', 'cache', 'pictures'].flatMap(name => [`--${name}`, join(folder, name)])
  const [program, ...rest] = [...under, process.execPath, server, ...places, ...args]
  const child = spawn(program!, rest, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  children.push(child)
  let said = ''
  let complained = ''
  child.stdout!.on('data', text => {
    said += text
  })
  child.stderr!.on('data', text => {
    complained += text
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  await until(() => said.includes('\n') || child.exitCode !== null || child.signalCode, 60_000)
  const url = /http:\S+/.exec(said)?.[0] ?? ''
  return { child, url, ended, said: () => said, complained: () => complained }
}

export type Page = {
  call: Client<StudioContract>
  socket: WebSocket
  port: number
  cookie: string
  origin: string
}

/** What a browser does with the address: trades the key, opens the socket. */
export async function openPage(url: string): Promise<Page> {
  const { port, cookie, origin } = await enter(url)
  const opened = await socket(port, { cookie, origin })
  return { call: studioClient(opened), socket: opened, port, cookie, origin }
}
