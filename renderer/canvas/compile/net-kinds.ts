import { ownSketch } from '#shared/conditions.ts'

/** What a net reads: lines, white on black, or whatever colours a layer has (depth, normals, segments, poses). */
export type NetKind = 'lines' | 'colours'

const readsLines = /sketch|scribble|line|canny|edge|hed|pidi|mlsd|draw|ink/i

export const netKind = (net: string): NetKind =>
  net === ownSketch || readsLines.test(net) ? 'lines' : 'colours'
