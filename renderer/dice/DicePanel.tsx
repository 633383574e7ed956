import { GitBranchPlus, Route, Trophy, Undo2, X } from 'lucide-react'
import { noDice } from '#shared/dice.ts'
import { randomSeed } from '#shared/seed.ts'
import { keysOf } from '../lib/dice-tray.ts'
import { setDesk, useDesk } from '../stores/desk.ts'
import { useModel } from '../stores/use-model.ts'
import { openDialog, setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Around } from './Around.tsx'
import { Channels } from './Channels.tsx'
import { MainDie } from './MainDie.tsx'
import { Regions } from './Regions.tsx'
import { SamplerDie } from './SamplerDie.tsx'
import { Toward } from './Toward.tsx'
import { Waves } from './Waves.tsx'

const around = () => ({ seed: randomSeed(), strength: 0.3, held: false })

/** Every random number of a picture as a die: thrown, locked or typed by itself. */
export function DicePanel() {
  const model = useModel()
  const near = useDesk(desk => desk.around)
  const rolled = useDesk(desk => keysOf(desk.dice).length > 0 || desk.dice.toward !== null)
  return (
    <>
      <header className="side-head">
        <h2>{t.diceParts.title}</h2>
        {rolled && (
          <IconButton
            icon={Undo2}
            label={t.diceParts.allBack}
            onClick={() => setDesk({ dice: noDice, diceLocks: [] })}
          />
        )}
        <IconButton icon={X} label={t.close} keys="Shift+D" onClick={() => setView({ side: null })} />
      </header>
      <div className="panel-scroll dice-panel">
        <MainDie />
        {near ? (
          <Around around={near} />
        ) : (
          <Button
            icon={GitBranchPlus}
            look="quiet"
            onClick={() => setDesk({ around: around(), locked: true })}
          >
            {t.diceParts.variations}
          </Button>
        )}
        <Toward />
        {model && (
          <>
            <Waves model={model} />
            <SamplerDie model={model} />
            <Channels count={model.latent.channels} />
            <Regions model={model} />
          </>
        )}
        <Button icon={Route} onClick={() => openDialog('walk')}>
          {t.diceParts.walk.open}
        </Button>
        <Button icon={Trophy} onClick={() => openDialog('best')}>
          {t.best.title}…
        </Button>
      </div>
    </>
  )
}
