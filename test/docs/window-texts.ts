import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { t } from '../../renderer/strings.ts'
import { actionRows, menuNames } from '../../shared/actions.ts'
import { gap } from './sentences.ts'

/** What stands in for a number, a word or a list that a text is filled with. */
const filling = Object.assign(Object(gap) as object, {
  join: () => gap,
  map: () => [gap],
  toFixed: () => gap,
  toUpperCase: () => gap,
}) as unknown

/** A text of the window, or a branch of its table, as one line each; what is filled in is `…`. */
function texts(part: unknown): string[] {
  if (typeof part === 'string') return [part]
  if (typeof part === 'function')
    return texts(part(...Array.from({ length: part.length || 1 }, () => filling)))
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(texts) : []
}

const shipped: { knobs: { label: string }[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../models/picturebook/studio.json'), 'utf8'),
)

/** What controls, menus and headings of the window are called; those of the shipped model's knobs among them. */
export const names = (): string[] =>
  [
    ...texts(t),
    ...shipped.knobs.map(({ label }) => label),
    ...Object.values(actionRows).map(({ label }) => label),
    ...Object.values(menuNames),
  ].flatMap(text => [text, text.replace(/…$/, '')])

const { title: _, text: __, done: ___, ...drop } = t.drop
const { noNoise, mostRegions, maskEmpty } = t.diceParts

/** What the window itself says when something cannot be. */
export const windowSentences = (): string[] =>
  [
    t.errors,
    t.broken.title,
    t.connection.lost,
    t.connection.slow,
    t.obstacle,
    drop,
    t.canvas.problems,
    t.canvas.refused,
    t.canvas.condition.untold,
    t.canvas.condition.noNet,
    t.canvas.file.failed,
    t.prompt.over,
    'Not a word it knows:',
    t.model.none,
    t.stage.failed,
    t.stage.gone,
    t.history.failed,
    t.map.failed,
    t.lineage.failed,
    t.grids.failed,
    t.atlas.failed,
    t.time.failed,
    t.time.notKept,
    t.time.noRecord,
    t.time.chip.broken,
    t.noRecord,
    t.upscale.failed,
    t.upscale.tooLarge,
    t.upscale.none,
    t.models.tooLarge,
    t.models.differs,
    t.models.missing,
    t.models.downloads.stopped,
    t.models.hub.none,
    t.models.hub.noKeychain,
    t.meaning.unreadable,
    t.meaning.scorerGone,
    t.folders.away,
    t.verify.damaged,
    t.diceParts.walk.noWebm,
    t.steering.tooMany,
    t.steering.words.notPair,
    t.loras.tooMany,
    t.loras.nothing,
    noNoise,
    mostRegions,
    maskEmpty,
  ]
    .flatMap(texts)
    .map(text => text.replace(/…[…\s]*…/g, gap))
