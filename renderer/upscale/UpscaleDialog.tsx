import { ImageUpscale } from 'lucide-react'
import { useEffect, useState } from 'react'
import { toWire } from '#shared/errors.ts'
import { mostPixels } from '#shared/pictures/most-pixels.ts'
import type { PictureDetail } from '#shared/studio/pictures.ts'
import { mostUpscaled, type UpscalerCard } from '#shared/studio/upscalers.ts'
import { targets } from '../actions/selection.ts'
import { imageUrl } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { useDetail } from '../stores/details.ts'
import { loadUpscalers, useUpscalers } from '../stores/upscalers.ts'
import { openDialog, setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Select } from '../ui/Select.tsx'
import { factorsOf, upscale } from './upscale.ts'

const words = t.upscale
/** So many are shown of those that are chosen. */
const shown = 4
const close = () => openDialog(null)

/** Which upscaler makes the chosen pictures larger, and how much. */
export function UpscaleDialog() {
  const [ids] = useState(targets)
  const cards = useUpscalers(state => state.cards)
  useEffect(() => void loadUpscalers(), [])
  const usable = cards?.some(({ problem }) => !problem)
  return (
    <Dialog title={words.title} className="exchange upscale" onClose={close}>
      {!cards ? (
        <p className="exchange-body quiet-text" role="status">
          {words.looking}
        </p>
      ) : usable ? (
        <Choice ids={ids} cards={cards} />
      ) : (
        <Notice icon={ImageUpscale} title={words.none} text={words.noneText}>
          <Button
            look="accent"
            autoFocus
            onClick={() => {
              close()
              setView({ page: 'models' })
            }}
          >
            {words.models}
          </Button>
        </Notice>
      )}
    </Dialog>
  )
}

function Choice({ ids, cards }: { ids: readonly string[]; cards: readonly UpscalerCard[] }) {
  const { chosen, factor: wanted } = useUpscalers()
  const card =
    cards.find(({ id, problem }) => id === chosen && !problem) ?? cards.find(({ problem }) => !problem)!
  const factors = factorsOf(card)
  const factor = factors.find(one => one === wanted) ?? factors[0]!
  const detail = useDetail(ids.length === 1 ? ids[0]! : null) ?? null
  const [error, setError] = useState<string | null>(null)
  const obstacle = obstacleOf(ids.length, detail, card.scale!)
  const begin = () =>
    upscale([...ids], card.id, factor).then(close, (error: unknown) => setError(sentenceOf(toWire(error))))
  return (
    <div className="exchange-body">
      <div className="upscale-of">
        {ids.slice(0, shown).map(id => (
          <img key={id} src={imageUrl(id, 128)} alt="" draggable={false} />
        ))}
        <p>
          {ids.length > 1
            ? words.each(factor)
            : detail && words.becomes(size(detail, 1), size(detail, factor))}
          <br />
          <small>{words.kept(ids.length)}</small>
        </p>
      </div>
      <div className="upscale-row">
        <span>{words.upscaler}</span>
        <Select
          label={words.upscaler}
          value={card.id}
          options={cards.map(({ id, name, scale, problem }) => ({
            value: id,
            label: name,
            note: problem ?? words.by(scale!),
            disabled: problem !== null,
          }))}
          onChange={id => useUpscalers.setState({ chosen: id })}
        />
      </div>
      <div className="upscale-row">
        <span>{words.factor}</span>
        {factors.length > 1 ? (
          <Segmented
            label={words.factor}
            value={factor}
            options={factors.map(value => ({ value, label: words.by(value) }))}
            onChange={value => useUpscalers.setState({ factor: value })}
          />
        ) : (
          <strong>{words.by(factor)}</strong>
        )}
        {factor < card.scale! && <small>{words.reduced(card.scale!)}</small>}
      </div>
      <div className="exchange-foot">
        {(error ?? obstacle) && (
          <p className="problem" role="alert">
            {error ?? obstacle}
          </p>
        )}
        <Button look="accent" autoFocus disabled={obstacle !== null} onClick={() => void begin()}>
          {words.begin(ids.length)}
        </Button>
      </div>
    </div>
  )
}

const size = ({ width, height }: PictureDetail, factor: number) =>
  `${Math.round(width * factor)} × ${Math.round(height * factor)}`

function obstacleOf(count: number, detail: PictureDetail | null, scale: number): string | null {
  if (count > mostUpscaled) return words.tooMany(mostUpscaled)
  if (detail && detail.width * detail.height * scale ** 2 > mostPixels)
    return words.tooLarge(mostPixels / 1e6)
  return null
}
