import { t } from '../strings.ts'

export function MapPage() {
  return <section className="map-page" aria-label={t.map.title} />
}
