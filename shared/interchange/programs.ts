import type { Program } from './foreign.ts'
import { a1111, forge, rerollText } from './programs/a1111.ts'
import { comfyui } from './programs/comfyui.ts'
import { drawThings } from './programs/draw-things.ts'
import { easyDiffusion } from './programs/easy-diffusion.ts'
import { fooocus } from './programs/fooocus.ts'
import { invokeai } from './programs/invokeai.ts'
import { invokeaiOld } from './programs/invokeai-old.ts'
import { novelai } from './programs/novelai.ts'
import { sdcpp } from './programs/sdcpp.ts'
import { stabilityMatrix } from './programs/stability-matrix.ts'
import { swarmui } from './programs/swarmui.ts'

/**
 * The first that recognises a picture and can read it counts: those with marks of their own come first, A1111's text,
 * which many add for others' sake, last.
 */
export const programs: readonly Program[] = [
  invokeai,
  invokeaiOld,
  fooocus,
  stabilityMatrix,
  novelai,
  swarmui,
  drawThings,
  sdcpp,
  easyDiffusion,
  rerollText,
  comfyui,
  forge,
  a1111,
]
