import { settingsAt } from '#shared/moments.ts'
import { randomSeed } from '#shared/seed.ts'
import { setDesk } from '../stores/desk.ts'
import { asOne } from '../stores/desk-history.ts'
import { detailOf } from '../stores/details.ts'
import { toast } from '../stores/toasts.ts'
import { setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { recall } from './recall.ts'
import { roll } from './roll.ts'

/** Puts a picture's settings onto the desk, as they go on after `step` steps; what is changed then holds from there on. */
export async function branchFrom(id: string, step: number, more: () => void = () => {}): Promise<boolean> {
  const detail = await detailOf(id)
  if (!detail?.record) {
    toast(t.noRecord)
    return false
  }
  const { settings, model } = detail.record
  asOne(t.undoing.branch(step), () => {
    recall({ ...settingsAt(settings, step + 1), past: [] }, model.id, 'all', id)
    setDesk({ origin: { settings, step }, count: 1 })
    more()
  })
  setView({ prompt: true })
  return true
}

const dice = {
  /** Unlocked, so that each further roll draws another noise. */
  noise: () => setDesk(({ around }) => ({ locked: false, around: around && { ...around, held: false } })),
  sampler: () =>
    setDesk(({ dice, diceLocks }) => ({
      dice: { ...dice, sampler: randomSeed() },
      diceLocks: diceLocks.filter(lock => lock !== 'sampler'),
    })),
}

/** The rest of the way once more: with fresh noise over what the model expects by now, or with other noise of the sampler. */
export async function rollAgainFrom(id: string, step: number, how: keyof typeof dice): Promise<void> {
  if (await branchFrom(id, step, dice[how])) await roll()
}
