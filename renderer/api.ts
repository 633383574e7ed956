import type { Client, Event, Input } from '#shared/contract.ts'
import { isCancelled } from '#shared/errors.ts'
import { connect } from '#shared/rpc.ts'
import type { PictureId } from '#shared/studio/pictures.ts'
import type { StudioContract } from '#shared/studio-contract.ts'
import { openPort } from './port.ts'

let client: Client<StudioContract> | undefined
let attempts = 0
const onOpen = new Set<() => void>()
const onState = new Set<(state: 'open' | 'lost') => void>()

const tell = (state: 'open' | 'lost') => {
  for (const listener of onState) listener(state)
}

/** Opens the channel, and again, ever more patiently, when it breaks. */
export async function open(): Promise<void> {
  const port = openPort()
  client = connect<StudioContract>(port)
  port.onClose(() => {
    tell('lost')
    setTimeout(open, Math.min(5000, 300 * 2 ** attempts++))
  })
  try {
    await client('host.info', undefined)
  } catch {
    return
  }
  attempts = 0
  tell('open')
  for (const listener of onOpen) listener()
}

export const call: Client<StudioContract> = (name, input, options) => client!(name, input, options)

/** Runs now if the channel is open, and each time it opens again. */
export const whenOpen = (listener: () => void) => void onOpen.add(listener)
export const whenState = (listener: (state: 'open' | 'lost') => void) => void onState.add(listener)

type Watch = 'host.watch' | 'hub.watch' | 'jobs.watch' | 'meaning.watch' | 'models.watch' | 'pictures.watch'

/** Listens for as long as the window lives, over every reconnection. */
export const watch = <N extends Watch>(name: N, onEvent: (event: Event<StudioContract[N]>) => void): void =>
  whenOpen(() => {
    call(name, undefined as Input<StudioContract[N]>, { onEvent }).catch((error: unknown) => {
      if (!isCancelled(error)) console.warn(`${name}: ${error instanceof Error ? error.message : error}`)
    })
  })

const base = globalThis.window?.reroll ? 'studio://image/' : '/image/'

/** The only place that knows where pictures come from. Without a width, the picture itself. */
export const imageUrl = (id: PictureId, width?: number): string =>
  width ? `${base}${id}?w=${width}` : `${base}${id}`
