import { dirname, join } from 'node:path'
import { encodeGrey } from '#engine/png/grey-file.ts'
import { sha256 } from '#engine/png/picture-file.ts'
import {
  type Assets,
  type Conditions,
  type Control,
  ownSketch,
  type RegionOfWords,
  startImage,
} from '#shared/conditions.ts'
import { edgeFinders } from '#shared/edges/find-edges.ts'
import { StudioError } from '#shared/errors.ts'
import { regionOf } from '#shared/layout.ts'
import type { ConditionChoice } from './condition-options.ts'
import { readLayout } from './read-layout.ts'
import { readPng } from './read-png.ts'

type Size = { width: number; height: number }
export type ReadConditions = { conditions: Conditions; files: Assets }

/**
 * The conditions of a picture with what a command line changes of them, and the files that it names. `size`: of the
 * picture. Errors: `invalid-input` with the file and what was expected.
 */
export function readConditions(choice: ConditionChoice, before: Conditions, size: Size): ReadConditions {
  const files: Assets = {}
  const keep = (bytes: Uint8Array) => {
    const id = sha256(bytes)
    files[id] = bytes
    return id
  }
  return {
    conditions: {
      ...before,
      controls: controlsOf(choice, before.controls, size, keep),
      regions: regionsOf(choice, before.regions, keep),
      start: startOf(choice, before.start, keep),
      drawing: null,
    },
    files,
  }
}

type Keep = (bytes: Uint8Array) => string

function controlsOf(choice: ConditionChoice, before: readonly Control[], size: Size, keep: Keep): Control[] {
  const { sketch, weight, steps, edges, controls, tuned } = choice
  const own = before.filter(({ net }) => net === ownSketch)
  const others = before.filter(({ net }) => net !== ownSketch)
  const how = { ...(weight !== undefined && { weight }), ...steps }
  const drawn =
    sketch === null
      ? []
      : sketch === undefined
        ? own.map(control => ({ ...control, ...how }))
        : [{ net: ownSketch, map: keep(inkMap(sketch, edges, size)), weight: 1, from: 0, to: 1, ...how }]
  const read = controls.flatMap(({ net, file }) =>
    file === null ? [] : [{ net, map: keep(readPng(file).bytes), weight: 1, from: 0, to: 1 }],
  )
  const kept = others.filter(({ net }) => !controls.some(one => one.net === net))
  for (const net of tuned.keys())
    if (![...kept, ...read].some(one => one.net === net))
      throw new StudioError(
        'invalid-input',
        `--control-weight and --control-steps speak of ${net}, for which there is no map; add --control ${net}=FILE`,
      )
  return [...drawn, ...[...kept, ...read].map(control => ({ ...control, ...tuned.get(control.net) }))]
}

/** A sketch of any size and polarity as white ink on black, whole, with paper around where its shape is another. */
function inkMap(file: string, edges: ConditionChoice['edges'], { width, height }: Size): Uint8Array {
  const { rgba, ...image } = readPng(file).pixels
  const ink = edgeFinders[edges]({ ...image, data: rgba })
  const aspect = width / height
  const wide = Math.max(image.width, Math.round(image.height * aspect))
  const tall = Math.max(image.height, Math.round(image.width / aspect))
  const framed = new Uint8Array(wide * tall)
  const left = Math.floor((wide - image.width) / 2)
  const top = Math.floor((tall - image.height) / 2)
  for (let y = 0; y < image.height; y++)
    framed.set(ink.subarray(y * image.width, (y + 1) * image.width), (top + y) * wide + left)
  return encodeGrey(wide, tall, framed)
}

function regionsOf(
  { layout: file }: ConditionChoice,
  before: readonly RegionOfWords[],
  keep: Keep,
): RegionOfWords[] {
  if (file === undefined) return [...before]
  if (file === null) return []
  return readLayout(file).regions.map(region =>
    regionOf(region, region.mask && keep(readPng(join(dirname(file), region.mask)).bytes)),
  )
}

function startOf(choice: ConditionChoice, before: Conditions['start'], keep: Keep): Conditions['start'] {
  const { init, strength, mask, feather, padding } = choice
  if (init === null) return null
  const image = init === undefined ? before?.image : keep(readPng(init).bytes)
  const changes = [strength, mask, feather, padding].some(one => one !== undefined)
  if (image === undefined) {
    if (!changes) return before
    throw new StudioError(
      'invalid-input',
      '--strength, --mask, --feather and --only-masked need an image to begin from: --init FILE.png',
    )
  }
  const kept = init === undefined ? before : null
  // What a mask opens is drawn wholly anew, unless it is said otherwise.
  const fresh = typeof mask === 'string' ? { strength: 1 } : {}
  return startImage.parse({
    ...kept,
    ...fresh,
    image,
    ...(strength !== undefined && { strength }),
    ...(mask !== undefined && { mask: mask === null ? null : keep(readPng(mask).bytes) }),
    ...(feather !== undefined && { feather }),
    ...(padding !== undefined && { padding }),
  })
}
