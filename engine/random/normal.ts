import type { RngKind } from '#shared/rng-kinds.ts'
import { cpuNormals } from './cpu-normal.ts'
import { cudaNormals } from './cuda-normal.ts'

/** An endless stream of independent standard normals; successive calls go on where the last one stopped. */
export type NormalSource = { normal(n: number): Float32Array }

/** A whole number, or its decimal digits, taken modulo 2^64 as torch takes it: -1 is 2^64 - 1. */
export type RandomSeed = number | bigint | string

const word64 = (seed: RandomSeed): bigint => BigInt.asUintN(64, BigInt(seed))

/** Whose random numbers: the same seed gives the same noise as the programs named in each file. */
export const normalSources = {
  cuda: seed => cudaNormals(word64(seed)),
  cpu: seed => cpuNormals(word64(seed)),
} satisfies Record<RngKind, (seed: RandomSeed) => NormalSource>
