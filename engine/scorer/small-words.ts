/** Words that say nothing that a picture could show alone. */
export const smallWords: ReadonlySet<string> = new Set(
  `a an the and or but of in on at by to from with without into onto over under near next between behind before after
  above below beside around through is are was were be being has have had it its this that these those his her their our
  my your as for than then there here very too so not no some any each both all other up down off out who which while
  left right side front back top bottom middle picture photo image`.split(/\s+/),
)

export const wordPattern = /[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*/gu
