import { t } from '../strings.ts'

export function Timeline() {
  return <section className="timeline" aria-label={t.time.title} />
}
