import { FolderPlus, Globe, PackagePlus, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { bytes } from '#shared/bytes.ts'
import { sentenceOf } from '../errors.ts'
import { openHub, useHub } from '../stores/hub.ts'
import { loadPlaces, useShelf } from '../stores/model-shelf.ts'
import { loadModels, useModels } from '../stores/models.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { AddModel } from './AddModel.tsx'
import { ConvertGuide } from './ConvertGuide.tsx'
import { Downloads } from './Downloads.tsx'
import { HubPanel } from './HubPanel.tsx'
import { ModelCardView } from './ModelCardView.tsx'
import { Places } from './Places.tsx'
import { Upscalers } from './Upscalers.tsx'

const words = t.models

/** The models that are here, and the ways to more. */
export function ModelsPage() {
  const { models, state, error } = useModels()
  const hub = useHub(state => state.open)
  const places = useShelf(state => state.places)
  const [adding, setAdding] = useState(false)
  useEffect(() => {
    // What came while nobody could watch is seen now.
    void loadModels()
    void loadPlaces()
  }, [])
  const size = models.reduce((sum, model) => sum + (model.bytes ?? 0), 0)
  const onlyShipped = state === 'ready' && models.every(({ shipped }) => shipped)
  return (
    <section className="models-page" aria-label={words.title} data-hub={hub}>
      <div className="models-main">
        <header className="models-head">
          <h2>{words.title}</h2>
          <span className="filter-count">{words.count(models.length, bytes(size))}</span>
          <Button icon={FolderPlus} onClick={() => setAdding(true)}>
            {words.add.open}
          </Button>
          <Button
            icon={Globe}
            look={hub ? 'plain' : 'accent'}
            aria-expanded={hub}
            onClick={() => openHub(!hub)}
          >
            {hub ? words.hub.close : words.hub.open}
          </Button>
        </header>
        <div className="models-scroll">
          {error && (
            <Notice icon={TriangleAlert} tone="error" title={words.title} text={sentenceOf(error)}>
              <Button onClick={() => void loadModels()}>{t.retry}</Button>
            </Notice>
          )}
          <Downloads />
          <ul className="model-grid" aria-label={words.title}>
            {models.map(model => (
              <ModelCardView key={model.id} model={model} memory={places?.memory ?? null} />
            ))}
            {onlyShipped && (
              <li className="model-card model-invite">
                <PackagePlus size={28} strokeWidth={1.5} aria-hidden />
                <h3>{words.alone.title}</h3>
                <p>{words.alone.text}</p>
              </li>
            )}
          </ul>
          <Upscalers />
          <Places />
          <ConvertGuide />
        </div>
      </div>
      {hub && <HubPanel />}
      {adding && <AddModel onClose={() => setAdding(false)} />}
    </section>
  )
}
