import { create } from 'zustand'
import { toWire } from '#shared/errors.ts'
import type { KnobCard, KnobFile } from '#shared/studio/knobs.ts'
import { call, whenOpen } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { useDesk } from './desk.ts'
import { useDiscovered } from './discovered.ts'
import { explain } from './toasts.ts'

/** Knobs kept on this machine, each with what speaks against it on the model on the desk. */
type Shelf = { model: string | null; cards: KnobCard[]; error: string | null; refused: Refused[] }
/** A file that was not taken, and why. */
type Refused = { names: string; reason: string }

export const useShelf = create<Shelf>(() => ({ model: null, cards: [], error: null, refused: [] }))

export async function loadShelf(model: string): Promise<void> {
  try {
    const cards = await call('knobs.list', { model })
    if (useDesk.getState().model === model) useShelf.setState({ model, cards, error: null })
  } catch (error) {
    useShelf.setState({ model, error: sentenceOf(toWire(error)) })
  }
}

const again = () => {
  const { model } = useDesk.getState()
  if (model !== null) void loadShelf(model)
}
whenOpen(again)

/** Runs something that changes the shelf, then reads it again. */
async function changing<T>(what: Promise<T>): Promise<T | null> {
  try {
    return await what
  } catch (error) {
    explain(error)
    return null
  } finally {
    again()
  }
}

export const saveKnob = (file: KnobFile): Promise<KnobCard | null> => {
  const { model } = useDesk.getState()
  return model === null ? Promise.resolve(null) : changing(call('knobs.save', { model, file }))
}
export const renameKnob = (id: string, name: string): Promise<KnobCard | null> => {
  const { model } = useDesk.getState()
  return model === null ? Promise.resolve(null) : changing(call('knobs.rename', { id, name, model }))
}
export const removeKnob = (id: string): Promise<unknown> => changing(call('knobs.remove', { id }))

/** Takes knob files onto the shelf; a refused one stays in sight with its reason. */
export async function importKnobs(
  files: { name: string; bytes: Uint8Array<ArrayBuffer> }[],
): Promise<KnobCard[]> {
  const { model } = useDesk.getState()
  if (model === null) return []
  try {
    const cards = await call('knobs.import', { model, files })
    useShelf.setState({ refused: [] })
    return cards
  } catch (error) {
    const refused = { names: files.map(({ name }) => name).join(', '), reason: sentenceOf(toWire(error)) }
    useShelf.setState({ refused: [refused] })
    return []
  } finally {
    again()
  }
}

export const forgetRefused = (): void => useShelf.setState({ refused: [] })

/** What a direction is called: as it was found, as it lies on the shelf, or by the first digits of its id. */
export function directionName(id: string): string {
  const found = useDiscovered.getState().found.find(one => one.id === id)
  const card = useShelf.getState().cards.find(({ knob }) => knob.kind === 'direction' && knob.id === id)
  return found?.name ?? card?.name ?? id.slice(0, 8)
}
