import { Plus, Upload } from 'lucide-react'
import { useRef } from 'react'
import type { ModelCard } from '#shared/studio/models.ts'
import { addRegion } from '../actions/dice-tray.ts'
import { useDesk } from '../stores/desk.ts'
import { explain, toast } from '../stores/toasts.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Section } from '../ui/Section.tsx'
import { loadMask } from './load-mask.ts'
import { RegionPicture } from './RegionPicture.tsx'
import { RegionRow } from './RegionRow.tsx'
import { useGrid } from './use-grid.ts'

const middle = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 }

/** Parts of the picture that have noise of their own. */
export function Regions({ model }: { model: ModelCard }) {
  const regions = useDesk(desk => desk.dice.regions)
  const { width, height, grid } = useGrid(model)
  const file = useRef<HTMLInputElement>(null)
  const take = async (chosen: File) => {
    const mask = await loadMask(chosen)
    if (mask) addRegion({ mask })
    else toast(t.diceParts.maskEmpty, { tone: 'error' })
  }
  return (
    <Section title={t.diceParts.regions} open={regions.length > 0}>
      <p className="die-why">{t.diceParts.regionsHelp}</p>
      <RegionPicture grid={grid} width={width} height={height} />
      <div className="region-tools">
        <Button icon={Plus} onClick={() => addRegion({ rectangle: middle })}>
          {t.diceParts.addRegion}
        </Button>
        <Button icon={Upload} onClick={() => file.current?.click()}>
          {t.diceParts.loadMask}
        </Button>
        <input
          ref={file}
          type="file"
          accept="image/*"
          hidden
          onChange={({ target }) => {
            const [chosen] = target.files ?? []
            if (chosen) take(chosen).catch(explain)
            target.value = ''
          }}
        />
      </div>
      {regions.map((region, n) => (
        <RegionRow key={n} region={region} n={n} />
      ))}
    </Section>
  )
}
