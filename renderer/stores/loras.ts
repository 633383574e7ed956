import { create } from 'zustand'
import { type Lora, loraLimits } from '#shared/loras.ts'
import type { LoraList } from '#shared/studio/loras.ts'
import { call } from '../api.ts'
import { t } from '../strings.ts'
import { setDesk, setPrompt, useDesk } from './desk.ts'
import { toast } from './toasts.ts'

type State = {
  /** By model. */
  lists: Record<string, LoraList>
  /** Switched off: out of the picture, but not forgotten. */
  off: Lora[]
  /** The list to choose from is unfolded. */
  choosing: boolean
  query: string
}

export const useLoras = create<State>(() => ({ lists: {}, off: [], choosing: false, query: '' }))

/** What there is now; files come and go while the window is open. */
export async function loadLoras(model: string): Promise<void> {
  const list = await call('loras.list', { model }).catch(() => null)
  if (list) useLoras.setState(({ lists }) => ({ lists: { ...lists, [model]: list } }))
}

export type LoraRow = { lora: Lora; on: boolean }

/** Those that act, then those that are switched off. */
export const rowsOf = (acting: readonly Lora[], off: readonly Lora[]): LoraRow[] => [
  ...acting.map(lora => ({ lora, on: true })),
  ...off.filter(({ name }) => !acting.some(one => one.name === name)).map(lora => ({ lora, on: false })),
]

const without = (list: readonly Lora[], name: string) => list.filter(one => one.name !== name)
const plainLora = (name: string): Lora => ({ name, strength: 1, clipStrength: null, sha256: null })

export function addLora(name: string): void {
  const { loras } = useDesk.getState()
  if (loras.some(one => one.name === name)) return
  if (loras.length >= loraLimits.most) {
    toast(t.loras.tooMany(loraLimits.most), { tone: 'error' })
    return
  }
  useLoras.setState(({ off }) => ({ off: without(off, name) }))
  setDesk({ loras: [...loras, plainLora(name)] })
}

/** Turns it; one that was off acts again. */
export function changeLora(name: string, change: Partial<Pick<Lora, 'strength' | 'clipStrength'>>): void {
  switchLora(name, true)
  setDesk(({ loras }) => ({ loras: loras.map(one => (one.name === name ? { ...one, ...change } : one)) }))
}

export function switchLora(name: string, on: boolean): void {
  const { loras } = useDesk.getState()
  const { off } = useLoras.getState()
  const found = (on ? off : loras).find(one => one.name === name)
  if (!found) return
  useLoras.setState({ off: on ? without(off, name) : [...without(off, name), found] })
  setDesk({ loras: on ? [...without(loras, name), found] : without(loras, name) })
}

export function removeLora(name: string): void {
  useLoras.setState(({ off }) => ({ off: without(off, name) }))
  setDesk(({ loras }) => ({ loras: without(loras, name) }))
}

/** Behind what is written already. */
export function writeTrigger(word: string): void {
  const { prompt } = useDesk.getState()
  if (prompt.split(',').some(part => part.trim() === word)) return
  const text = prompt.trimEnd()
  setPrompt(text ? `${text}${text.endsWith(',') ? '' : ','} ${word}` : word)
}
