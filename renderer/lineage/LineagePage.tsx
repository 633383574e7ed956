import { t } from '../strings.ts'

export function LineagePage() {
  return <section className="lineage-page" aria-label={t.lineage.title} />
}
