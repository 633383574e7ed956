import { bytes } from '#shared/bytes.ts'
import type { Conditions } from '#shared/conditions.ts'
import type { PictureRecord } from '#shared/png/record.ts'
import { samplerNames } from '#shared/sampler-names.ts'
import { scheduleNames } from '#shared/schedule-names.ts'
import type { PictureDetail } from '#shared/studio/pictures.ts'
import { saidOfConditions } from '../canvas/live/said-of-conditions.ts'
import { moment } from '../lib/time.ts'
import { modelById } from '../stores/models.ts'
import { t } from '../strings.ts'
import { diceFacts } from './dice-facts.ts'
import { knobFacts } from './knob-facts.ts'

type Fact = [label: string, value: string]

/** Everything that made the picture, and its file. */
export function Facts({ detail }: { detail: PictureDetail }) {
  const { record, width, height, created, file, bytes: size, seed, model, id, upscaled } = detail
  const s = record?.settings
  const made: Fact[] = s
    ? [
        [t.info.seed, String(s.seed)],
        ...(s.variation.strength > 0
          ? ([[t.info.variation, `${s.variation.seed} · ${s.variation.strength}`]] as Fact[])
          : []),
        ...diceFacts(s.dice),
        [t.info.model, nameOfModel(record.model.id)],
        [t.drawing.steps, String(s.steps)],
        [t.drawing.guidance, String(s.guidance)],
        [t.drawing.sampler, samplerNames[s.sampler]],
        [t.drawing.schedule, scheduleNames[s.schedule]],
        ...(s.vae === 'tiny' ? ([[t.drawing.vae, t.drawing.decoders.tiny]] as Fact[]) : []),
        [t.info.rng, s.rng === 'cuda' ? 'CUDA' : 'CPU'],
        ...Object.entries(s.knobs).map(
          ([name, value]): Fact => [knobLabel(record.model.id, name), String(value)],
        ),
        ...knobFacts(s.steer, s.steps),
        ...s.loras.map(
          ({ name, strength, clipStrength }): Fact => [
            t.loras.fact(name),
            clipStrength === null ? String(strength) : t.loras.two(strength, clipStrength),
          ],
        ),
        ...(s.refiner
          ? ([[t.refiner.label, t.refiner.fact(nameOfModel(s.refiner.model), s.refiner.at)]] as Fact[])
          : []),
        ...conditionFacts(s.conditions),
        [t.info.device, record.device.toUpperCase()],
        ...(record.economy ? ([[t.info.economy, economyOf(record.economy)]] as Fact[]) : []),
        [t.info.version, `${record.versions.reroll} · ORT ${record.versions.onnxruntime}`],
      ]
    : [
        [t.info.seed, seed === null ? '–' : String(seed)],
        [t.info.model, model || '–'],
      ]
  const kept: Fact[] = [
    [t.drawing.size, `${width} × ${height}`],
    ...(upscaled ? ([[t.upscale.fact, t.upscale.factOf(upscaled.factor, upscaled.upscaler)]] as Fact[]) : []),
    [t.info.made, moment(created)],
    [t.info.file, file.split(/[\\/]/).at(-1) ?? file],
    [t.info.bytes, bytes(size)],
    [t.info.id, id.slice(0, 12)],
  ]
  return (
    <>
      <FactList rows={made} />
      <FactList rows={kept} />
    </>
  )
}

const nameOfModel = (id: string) => modelById(id)?.name ?? id

function economyOf({ rows, tile, apart }: NonNullable<PictureRecord['economy']>): string {
  const inTiles = apart ? t.info.inTiles : t.info.inLayers
  const said = [rows !== null && t.info.fewRows(rows), tile !== null && inTiles(tile)]
  return said.filter(Boolean).join(', ')
}

function conditionFacts(conditions: Conditions): Fact[] {
  const said = saidOfConditions(conditions)
  return said.length ? [[t.canvas.chip.title, said.join(', ')]] : []
}

const knobLabel = (model: string, name: string) =>
  modelById(model)?.knobs.find(knob => knob.name === name)?.label ?? name

const FactList = ({ rows }: { rows: readonly Fact[] }) => (
  <dl className="facts">
    {rows.map(([label, value]) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd title={value}>{value}</dd>
      </div>
    ))}
  </dl>
)
