import { setDesk, useDesk } from '../stores/desk.ts'
import { newSeed } from '../stores/request.ts'
import { t } from '../strings.ts'
import { DieSeed } from './DieSeed.tsx'
import { ThrownDie } from './ThrownDie.tsx'

/** What every die follows that has no seed of its own. */
export function MainDie() {
  const seed = useDesk(desk => desk.seed)
  const locked = useDesk(desk => desk.locked)
  return (
    <div className="die-row" data-own="true">
      <ThrownDie label={t.diceParts.throwMain} pips={4} own onThrow={newSeed} />
      <div className="die-body">
        <div className="die-head">
          <strong>{t.diceParts.main}</strong>
          <span className="die-note">{locked ? t.diceParts.held : t.diceParts.mainFree}</span>
        </div>
        <DieSeed
          name={t.diceParts.main.toLowerCase()}
          seed={seed}
          locked={locked}
          onType={text => setDesk({ seed: text, locked: true })}
          onLock={to => setDesk({ locked: to })}
        />
      </div>
    </div>
  )
}
