import { type ActionId, actionRows } from '#shared/actions.ts'
import { watch } from '../api.ts'
import { isKnobFile } from '../lib/dropped.ts'
import { whenRestored } from '../stores/session.ts'
import { toast } from '../stores/toasts.ts'
import { t } from '../strings.ts'
import { bringKnobs } from './knobs.ts'
import { restoreFrom } from './open-file.ts'
import { runAction } from './run.ts'

/** Does what the system's menus ask for, and opens what a person opened with this program. */
export function listenToHost(): void {
  watch('host.watch', event => {
    if ('problem' in event) return void toast(event.problem, { tone: 'error' })
    if ('action' in event) {
      if (Object.hasOwn(actionRows, event.action)) runAction(event.action as ActionId)
      return
    }
    const file = new File([new Uint8Array(event.open.bytes)], event.open.name)
    void whenRestored.then(() => (isKnobFile(file.name) ? bringKnobs([file]) : restoreFrom(file)))
    if (event.more) toast(t.drop.onlyOne)
  })
}
