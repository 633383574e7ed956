import { ScanEye } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { runAtlas, useAtlas } from '../stores/atlas.ts'
import { useHoles } from '../stores/holes.ts'
import { useLibrary } from '../stores/library.ts'
import { useMeaning } from '../stores/meaning.ts'
import { t } from '../strings.ts'
import { Notice } from '../ui/Notice.tsx'
import { AtlasPlane } from './AtlasPlane.tsx'
import { HolesPanel } from './HolesPanel.tsx'

/** Pictures that come one after another are not placed one by one; while many are looked at, rarer still. */
const pause = { come: 600, working: 8000 }

/** All pictures of the query on a plane: those that look alike lie together. */
export function AtlasView() {
  const filter = useLibrary(state => state.filter)
  const total = useLibrary(state => state.total)
  const embedded = useMeaning(state => state.info?.embedded ?? 0)
  const working = useMeaning(state => state.info?.state === 'working')
  const empty = useAtlas(({ places, state }) => !places.length && state === 'done')
  const open = useHoles(holes => holes.open)
  const asked = useRef<typeof filter | null>(null)
  useEffect(() => {
    const wait = asked.current !== filter ? 0 : working ? pause.working : pause.come
    asked.current = filter
    const due = setTimeout(() => void runAtlas(filter), wait)
    return () => clearTimeout(due)
  }, [filter, total, embedded, working])
  return (
    <div className="atlas">
      {empty ? <Notice icon={ScanEye} title={t.atlas.nothing} text={t.atlas.nothingText} /> : <AtlasPlane />}
      {open && <HolesPanel />}
    </div>
  )
}
