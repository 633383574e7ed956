import { t } from '../strings.ts'

export function KnobsPanel() {
  return <section className="knobs-panel" aria-label={t.steering.title} />
}
