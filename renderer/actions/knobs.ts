import type { Steering } from '#shared/steer.ts'
import type { KnobFile } from '#shared/studio/knobs.ts'
import { call } from '../api.ts'
import { useDesk } from '../stores/desk.ts'
import { addFound, changeFound, type Found } from '../stores/discovered.ts'
import {
  directionName,
  importKnobs,
  removeKnob,
  renameKnob,
  saveKnob,
  useShelf,
} from '../stores/knob-shelf.ts'
import { modelById } from '../stores/models.ts'
import { explain, toast } from '../stores/toasts.ts'
import { setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { saveFiles } from './save-files.ts'

/** A file of the model on the desk. */
function fileOf(name: string, knob: KnobFile['knob'], more: Partial<KnobFile> = {}): KnobFile {
  const { model, prompt } = useDesk.getState()
  const card = modelById(model)
  return {
    format: 1,
    name,
    prompt,
    family: card?.family ?? '',
    model: model === null ? null : { id: model, hash: null },
    from: 0,
    to: 1,
    licence: card?.licence ?? '',
    knob,
    ...more,
  }
}

/** Keeps a found knob for good; what it was found for goes along. */
export async function saveFound({
  id,
  name,
  space,
  dims,
  explained,
  stability,
  prompt,
  kept,
}: Found): Promise<void> {
  const own = kept === null ? { explained, stability } : { explained: null, stability: null }
  const card = await saveKnob(fileOf(name, { kind: 'direction', id, space, dims, ...own }, { prompt }))
  if (!card) return
  changeFound(id, { pinned: true })
  toast(t.steering.found.saved(card.name))
}

/** Keeps a pair of words or a knob of camera and colour, with the steps it acts in. */
export async function keepSteering(
  steering: Exclude<Steering, { kind: 'direction' }>,
  name: string,
): Promise<void> {
  const { from, to } = steering
  const knob: KnobFile['knob'] =
    steering.kind === 'words'
      ? { kind: 'words', less: steering.less, more: steering.more }
      : { kind: 'analytic', name: steering.name }
  const card = await saveKnob(fileOf(name, knob, { from, to, prompt: '' }))
  if (card) toast(t.steering.found.saved(card.name))
}

/** A knob without what others do; it takes its place beside the one that it was made of. */
export async function makeApart(found: Found, against: readonly string[]): Promise<void> {
  try {
    const { id, kept } = await call('knobs.orthogonalise', { id: found.id, against: [...against] })
    const others = against.map(directionName).join(', ')
    const name = t.steering.found.without(found.name, others).slice(0, 80)
    addFound({ ...found, id, name, kept, pinned: found.pinned }, found.id)
  } catch (error) {
    explain(error)
  }
}

/** Onto the shelf from elsewhere; what is refused is told on the panel, with its reason. */
export async function bringKnobs(files: readonly File[]): Promise<void> {
  const read = await Promise.all(
    files.map(async file => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
  const cards = await importKnobs(read)
  setView({ side: 'knobs' })
  if (cards.length) toast(t.steering.shelf.imported(cards.length))
  else for (const { reason } of useShelf.getState().refused) toast(reason, { tone: 'error' })
}

export function pickKnobs(): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.accept = '.json,.safetensors'
  input.addEventListener('change', () => input.files?.length && void bringKnobs([...input.files]))
  input.click()
}

export async function exportKnob(id: string): Promise<void> {
  try {
    const { files } = await call('knobs.read', { id })
    await saveFiles(files)
  } catch (error) {
    explain(error)
  }
}

export async function dropKnob(id: string, name: string): Promise<void> {
  await removeKnob(id)
  toast(t.steering.shelf.removed(name))
}

export async function callKnob(id: string, before: string, name: string): Promise<void> {
  if (name.trim() && name.trim() !== before) await renameKnob(id, name.trim())
}
