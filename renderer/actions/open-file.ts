import { toWire } from '#shared/errors.ts'
import { call } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { dropProblem } from '../lib/dropped.ts'
import { toast } from '../stores/toasts.ts'
import { openPicture, setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { recall } from './recall.ts'

/** Puts the settings that a picture file carries onto the desk, or says in a sentence why it cannot. */
export async function restoreFrom(file: File): Promise<void> {
  const head = new Uint8Array(await file.slice(0, 24).arrayBuffer())
  const problem = dropProblem(file.size, head)
  if (problem) return void toast(t.drop[problem](file.name), { tone: 'error' })
  try {
    const png = new Uint8Array(await file.arrayBuffer())
    const { generation, model, modelInstalled, id, absent, warnings } = await call('pictures.read', {
      name: file.name,
      png,
    })
    const undo = recall(generation, modelInstalled ? model : null, 'all', id)
    if (id) openPicture(id)
    setView({ prompt: true })
    toast([t.drop.done(file.name), ...warnings].join(' '), { action: { label: t.undo, run: undo } })
    // Said by itself, so that it is not lost among what matters less.
    if (absent.length) toast(absent.join('. '), { tone: 'error' })
  } catch (error) {
    toast(`${file.name}: ${sentenceOf(toWire(error))}`, { tone: 'error' })
  }
}

export function pickFile(): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = 'image/png,image/jpeg,image/webp'
  input.addEventListener('change', () => input.files?.[0] && void restoreFrom(input.files[0]))
  input.click()
}
