import { FolderX, PlugZap } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useConnection } from '../stores/connection.ts'
import { checkLibrary, useHealth } from '../stores/health.ts'
import { explain } from '../stores/toasts.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'

/** What stands in the way of all work: no host, or nowhere to keep pictures. */
export function Banner() {
  const state = useConnection(connection => connection.state)
  const library = useHealth(health => health.library)
  const late = useLate(state)
  if (state !== 'open' && late)
    return (
      <div className="banner" role="alert">
        <PlugZap size={16} aria-hidden />
        <span>{state === 'lost' ? t.connection.lost : t.connection.slow}</span>
        <Button look="quiet" onClick={() => location.reload()}>
          {t.connection.reload}
        </Button>
      </div>
    )
  if (!library) return null
  return (
    <div className="banner" role="alert">
      <FolderX size={16} aria-hidden />
      <span>{library}</span>
      <Button look="quiet" onClick={() => checkLibrary().catch(explain)}>
        {t.retry}
      </Button>
    </div>
  )
}

/** Only after a moment, so that a short break says nothing. */
function useLate(state: 'opening' | 'open' | 'lost'): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    const due = setTimeout(() => setLate(true), state === 'lost' ? 800 : 6000)
    return () => clearTimeout(due)
  }, [state])
  return late
}
