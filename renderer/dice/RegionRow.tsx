import { Trash2 } from 'lucide-react'
import type { Region } from '#shared/dice.ts'
import { changeRegion, freeDie } from '../actions/dice-tray.ts'
import { withSide } from '../lib/drag-rectangle.ts'
import { t } from '../strings.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { DieRow } from './DieRow.tsx'
import { SideField } from './SideField.tsx'

const sides = ['x', 'y', 'width', 'height'] as const

/** A region's die, and where it lies. */
export function RegionRow({ region, n }: { region: Region; n: number }) {
  const { rectangle, mask } = region
  return (
    <DieRow
      die={`region:${n}`}
      label={t.diceParts.region(n)}
      pips={4}
      note={
        <IconButton
          icon={Trash2}
          label={t.diceParts.removeRegion(n)}
          onClick={() => freeDie(`region:${n}`)}
        />
      }
    >
      {mask && <p className="die-why">{t.diceParts.maskOf(mask.columns, mask.rows)}</p>}
      {rectangle && (
        <div className="region-sides">
          {sides.map(side => (
            <SideField
              key={side}
              short={t.diceParts.sides[side]}
              label={t.diceParts.sideOf(t.diceParts.sides[side], n)}
              share={rectangle[side]}
              onChange={share => changeRegion(n, { ...region, rectangle: withSide(rectangle, side, share) })}
            />
          ))}
        </div>
      )}
    </DieRow>
  )
}
