import { PlugZap } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useConnection } from '../stores/connection.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'

/** Only after a moment, so that a short break says nothing. */
export function Banner() {
  const state = useConnection(connection => connection.state)
  const [late, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    const due = setTimeout(() => setLate(true), state === 'lost' ? 800 : 6000)
    return () => clearTimeout(due)
  }, [state])
  if (state === 'open' || !late) return null
  return (
    <div className="banner" role="alert">
      <PlugZap size={16} aria-hidden />
      <span>{state === 'lost' ? t.connection.lost : t.connection.slow}</span>
      <Button look="quiet" onClick={() => location.reload()}>
        {t.connection.reload}
      </Button>
    </div>
  )
}
