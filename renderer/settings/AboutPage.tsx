import { useConnection } from '../stores/connection.ts'
import { t } from '../strings.ts'
import { Logo } from '../ui/Logo.tsx'

export function AboutPage() {
  const host = useConnection(state => state.host)
  return (
    <div className="about">
      <Logo size={72} />
      <h3>Reroll {host?.version}</h3>
      <p>{t.about.text}</p>
      <p>{t.about.offline}</p>
      <p className="quiet-text">{t.about.licence}</p>
      {host && <p className="quiet-text">{t.about.host(host.kind, host.platform)}</p>}
    </div>
  )
}
