import { stepHistory } from '../lib/prompt-history.ts'
import { setDesk, useDesk } from '../stores/desk.ts'
import { asOne } from '../stores/desk-history.ts'
import { useModels } from '../stores/models.ts'
import { openDialog, setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import type { Deeds } from './types.ts'

const walk = (direction: 1 | -1) => () => {
  const { history, place, prompt, unsent } = useDesk.getState()
  const to = stepHistory(history, place, direction)
  if (to === null) return
  setDesk({ place: to, prompt: to < 0 ? unsent : history[to]!, ...(place < 0 && { unsent: prompt }) })
}

export const promptDeeds: Deeds<
  'prompt.focus' | 'prompt.previous' | 'prompt.next' | 'prompt.subjects' | 'desk.reset'
> = {
  'prompt.focus': {
    run: () => {
      setView({ prompt: true })
      requestAnimationFrame(() => document.querySelector<HTMLElement>('#prompt')?.focus())
    },
  },
  'prompt.previous': { run: walk(1) },
  'prompt.next': { run: walk(-1) },
  'prompt.subjects': {
    run: () => openDialog('subjects'),
    enabled: () => Boolean(useModels.getState().words[useDesk.getState().model ?? '']),
  },
  'desk.reset': {
    run: () => asOne(t.undoing.reset, () => setDesk({ given: {}, knobs: {}, around: null, rng: 'cpu' })),
  },
}
