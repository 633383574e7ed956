import type { StartImage } from '#shared/conditions.ts'
import { StudioError } from '#shared/errors.ts'
import type { Picture } from '../pipeline/decode.ts'
import type { Rgba } from '../png/pixels.ts'
import { resample } from '../resample.ts'
import type { Assets } from './assets.ts'
import { feathered } from './feather.ts'
import { fillUnknown } from './fill-unknown.ts'
import { type Window, windowAround } from './window.ts'

type Size = { width: number; height: number }

/** A start image, as large as it is pasted back: the whole at the picture's size, or a part of it at its own. */
export type StartLayers = Size & {
  /** Red, green, blue, 0..255, filled where it was transparent. */
  planes: Float32Array[]
  /** Per pixel, 0..1: how little is known of it. */
  unknown: Float32Array
  /** Per pixel, 0..1: how much of the strength acts there. */
  mask: Float32Array
  /** Which part of the image it is; null: the whole. */
  window: Window | null
  image: Rgba
}

/** Two aspects that differ by more are not taken for the same frame. */
const aspectTolerance = 0.02

/**
 * Errors: `invalid-input` where there is nothing to draw, or the mask is of another shape than the image; those of
 * `Assets` for what cannot be opened.
 */
export function startLayers(start: StartImage, assets: Assets, drawn: Size): StartLayers {
  const image = assets.rgba(start.image)
  if (start.mask) checkShape(image, assets.rgba(start.mask))
  const window = start.padding === null ? null : windowOf(start, start.padding, image, assets, drawn)
  const size = window
    ? { width: window.width, height: window.height }
    : { width: drawn.width, height: drawn.height }
  const plane = (channel: number) => {
    const part = cut(image, window ?? { x: 0, y: 0, ...sizeOf(image) }, channel)
    return window ? part : resample(part, image, size)
  }
  const known = snapped(plane(3))
  const planes = fillUnknown([plane(0), plane(1), plane(2)], known, size)
  const unknown = known.map(share => 1 - share)
  const mask = start.mask
    ? maskOf(start.mask, window, assets, image, size)
    : new Float32Array(known.length).fill(1)
  if (mask.every(share => share === 0) && unknown.every(share => share === 0)) throw nothingToDraw()
  const soft = start.mask ? start.feather * Math.min(size.width, size.height) : 0
  return { ...size, planes, unknown, mask: snapped(feathered(mask, size, soft)), window, image }
}

/** The image as the encoder is to see it. */
export function pictureOf({ planes, ...from }: StartLayers, { width, height }: Size): Picture {
  const rgb = new Uint8Array(width * height * 3)
  for (const [c, plane] of planes.entries())
    for (const [p, value] of resample(plane, from, { width, height }).entries())
      rgb[p * 3 + c] = Math.round(value)
  return { width, height, rgb }
}

const nothingToDraw = () =>
  new StudioError(
    'invalid-input',
    'The mask is empty, so that there is nothing to draw; paint where the picture is to be drawn anew, or leave the mask out',
  )

function checkShape(image: Size, mask: Size): void {
  const ratio = mask.width / mask.height / (image.width / image.height)
  if (Math.abs(Math.log(ratio)) > Math.log(1 + aspectTolerance))
    throw new StudioError(
      'invalid-input',
      `The mask (${mask.width}x${mask.height}) has another shape than its image (${image.width}x${image.height}); expected the same proportions, at any size`,
    )
}

const sizeOf = ({ width, height }: Size): Size => ({ width, height })

function windowOf(start: StartImage, padding: number, image: Rgba, assets: Assets, drawn: Size): Window {
  const mask = start.mask ? assets.grey(start.mask, image.width, image.height) : null
  const wanted = (p: number) => !mask || mask[p]! > 0 || image.rgba[p * 4 + 3]! < 255
  const window = windowAround(wanted, image, padding, drawn)
  if (!window) throw nothingToDraw()
  return window
}

function maskOf(id: string, window: Window | null, assets: Assets, image: Size, size: Size): Float32Array {
  if (!window) return snapped(assets.grey(id, size.width, size.height))
  const whole = assets.grey(id, image.width, image.height)
  const part = new Float32Array(size.width * size.height)
  for (let y = 0; y < size.height; y++) {
    const from = (window.y + y) * image.width + window.x
    part.set(whole.subarray(from, from + size.width), y * size.width)
  }
  return snapped(part)
}

/** One channel of a part of an image: opacity as 0..1, colours as 0..255 times it. */
function cut({ width, rgba }: Rgba, window: Window, channel: number): Float32Array {
  const out = new Float32Array(window.width * window.height)
  for (let y = 0, p = 0; y < window.height; y++)
    for (let x = 0; x < window.width; x++, p++) {
      const at = ((window.y + y) * width + window.x + x) * 4
      const opacity = rgba[at + 3]! / 255
      out[p] = channel === 3 ? opacity : rgba[at + channel]! * opacity
    }
  return out
}

/** To a multiple of 2^-12, so that a mean of ones is one however it was summed. */
const snapped = (shares: Float32Array): Float32Array => shares.map(share => Math.round(share * 4096) / 4096)
