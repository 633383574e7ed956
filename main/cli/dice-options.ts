import { basename } from 'node:path'
import { shrinkTo } from '#engine/area-average.ts'
import { decodeRgb } from '#engine/png/pixels.ts'
import { type Dice, dice as diceOf, noDice, noDiceParts, type Region } from '#shared/dice.ts'
import { StudioError } from '#shared/errors.ts'
import { type Mask, maskSide, packMask } from '#shared/mask.ts'
import { isPng } from '#shared/png/chunks.ts'
import { describeIssues } from '#shared/rpc.ts'
import type { Seed } from '#shared/seed.ts'
import { towardOf } from '#shared/toward.ts'
import { numberGiven, numberOption, type Options, seedOption, type Values } from './parse-options.ts'
import { readInput, readOrigin } from './read-input.ts'

export const diceOptions = {
  die: { type: 'string', multiple: true },
  split: { type: 'string' },
  toward: { type: 'string' },
} satisfies Options

/**
 * What a command line does to dice: to none, or to those of the picture that `--from` names.
 * Errors: `invalid-input` for what is no seed or share.
 */
export type RollDice = (before: Dice) => Dice

const kinds =
  'layout=SEED, texture=SEED, sampler=SEED, channel:2=SEED, rect:x,y,width,height=SEED or mask:FILE.png=SEED'
const wrong = (text: string) =>
  new StudioError('invalid-input', `--die must be ${kinds}, not "${text.slice(0, 60)}"`)

/** Null when no die was named. Errors: `invalid-input`. */
export function parseDice(values: Values): RollDice | null {
  const split = numberGiven(values, 'split')
  const rolls = ((values.die ?? []) as string[]).map(parseDie)
  const toward = values.toward === undefined ? null : parseToward(values.toward as string)
  if (!rolls.length && split === undefined && !toward) return null
  return before => {
    const rolled = rolls.reduce((dice, roll) => roll(dice), before)
    return checked({ ...rolled, ...(split !== undefined && { split }), ...(toward && { toward }) })
  }
}

function checked(rolled: Dice): Dice {
  const parsed = diceOf.safeParse(rolled)
  if (parsed.success) return parsed.data
  throw new StudioError('invalid-input', `Dice: ${describeIssues(parsed.error.issues)}`)
}

function parseDie(text: string): RollDice {
  if (text === 'off') return () => noDice
  const [, die, seedText] = /^(.+)=([^=]+)$/s.exec(text) ?? []
  if (!die || !seedText) throw wrong(text)
  const [, kind, which = ''] = /^(layout|texture|sampler|channel|rect|mask)(?::(.+))?$/s.exec(die) ?? []
  if (!kind) throw wrong(text)
  const off = seedText === 'off'
  const seed = off ? null : seedOption(seedText)
  if (kind === 'layout' || kind === 'texture' || kind === 'sampler') {
    if (which) throw wrong(text)
    return dice => ({ ...dice, [kind]: seed })
  }
  if (kind === 'channel') return channelDie(which, seed, text)
  if (seed === null)
    throw new StudioError('invalid-input', `--die ${text}: a region needs a seed; -1 draws one`)
  const place = kind === 'rect' ? { rectangle: rectangleOf(which, text) } : { mask: maskOf(which) }
  return dice => ({ ...dice, regions: [...dice.regions, { seed, ...place }] })
}

function channelDie(which: string, seed: Seed | null, text: string): RollDice {
  if (!/^\d{1,2}$/.test(which)) throw wrong(text)
  const channel = String(Number(which))
  return dice => {
    const { [channel]: _, ...others } = dice.channels
    return { ...dice, channels: seed === null ? others : { ...others, [channel]: seed } }
  }
}

function rectangleOf(which: string, text: string): NonNullable<Region['rectangle']> {
  const numbers = which.split(',').map(part => numberOption('die', part))
  const [x = -1, y = -1, width = 0, height = 0] = numbers
  const within = numbers.length === 4 && numbers.every(n => n >= 0 && n <= 1) && width > 0 && height > 0
  if (!within)
    throw new StudioError(
      'invalid-input',
      `--die ${text.slice(0, 60)}: a rectangle is x,y,width,height in shares of the picture from 0 to 1, such as rect:0,0.5,1,0.5`,
    )
  return { x, y, width, height }
}

/** White is redrawn; at most `maskSide` cells a side. */
function maskOf(file: string): Mask {
  const png = readInput(file)
  if (!isPng(png)) throw new StudioError('invalid-input', `--die: ${file} is not a PNG file`)
  const { width, height, rgb } = shrinkTo(decodeRgb(png, basename(file)), maskSide)
  const cells = Uint8Array.from({ length: width * height }, (_, i) =>
    rgb[3 * i]! + rgb[3 * i + 1]! + rgb[3 * i + 2]! >= 3 * 128 ? 1 : 0,
  )
  if (!cells.includes(1))
    throw new StudioError('invalid-input', `--die: ${file} has no white in it; white is what is redrawn`)
  return packMask(cells, width, height)
}

/** `SEED@0.3`, or `PICTURE.png@0.3` for everything that the picture's noise is made of. */
function parseToward(text: string): Dice['toward'] {
  const [, to, share] = /^(.+)@([^@]+)$/s.exec(text) ?? []
  if (!to || !share)
    throw new StudioError(
      'invalid-input',
      `--toward must be SEED@SHARE or PICTURE.png@SHARE, such as 8@0.3, not "${text.slice(0, 60)}"`,
    )
  const t = numberOption('toward', share)
  if (/\.png$/i.test(to)) {
    const origin = readOrigin(to)
    const settings = origin.kind === 'reroll' ? origin.record.settings : origin.settings
    const { seed, variation = { seed: 0, strength: 0 }, dice = noDice } = settings
    if (seed === undefined)
      throw new StudioError('invalid-input', `--toward: ${to} does not say its seed; give the seed itself`)
    if (dice.toward)
      throw new StudioError(
        'invalid-input',
        `--toward: ${to} itself lies between two noises; give a picture that was rolled, or a seed`,
      )
    return towardOf({ seed, variation, dice }, t)
  }
  return { seed: seedOption(to), variation: { seed: 0, strength: 0 }, dice: noDiceParts, sampler: null, t }
}
