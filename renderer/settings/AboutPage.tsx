import { useConnection } from '../stores/connection.ts'
import { t } from '../strings.ts'
import { Logo } from '../ui/Logo.tsx'
import { Licences } from './Licences.tsx'
import { Updates } from './Updates.tsx'

export function AboutPage() {
  const host = useConnection(state => state.host)
  return (
    <div className="about">
      <Logo size={72} />
      <h3>
        Reroll {host?.version}
        {host?.commit && <small>{t.about.builtFrom(host.commit)}</small>}
      </h3>
      <p>{t.about.text}</p>
      <p>{t.about.offline}</p>
      <p className="quiet-text">{t.about.licence}</p>
      {host?.feed && <Updates feed={host.feed} />}
      <Licences />
      {host && <p className="quiet-text">{t.about.host(host.kind, host.platform)}</p>}
    </div>
  )
}
