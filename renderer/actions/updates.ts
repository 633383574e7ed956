import { call } from '../api.ts'
import { useSettings } from '../stores/settings.ts'
import { toast } from '../stores/toasts.ts'
import { t } from '../strings.ts'

/** Once a start, where somebody agreed: whether there is a newer version. That nobody could be asked is no news. */
export function tellOfUpdates(): void {
  const stop = useSettings.subscribe(({ loaded, settings }) => {
    if (!loaded) return
    stop()
    if (!settings.checkUpdates) return
    call('updates.check', undefined).then(
      answer => answer.state === 'newer' && toast(t.updates.toast(answer.version)),
      () => {},
    )
  })
}
