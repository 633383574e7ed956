import { useMemo } from 'react'
import { type Mask, unpackMask } from '#shared/mask.ts'

/** A mask over a picture: runs of cells row by row, as one path. */
export function MaskCells({ mask, width, height }: { mask: Mask; width: number; height: number }) {
  const path = useMemo(() => pathOf(mask), [mask])
  return (
    <path
      className="region-mask"
      transform={`scale(${width / mask.columns} ${height / mask.rows})`}
      d={path}
    />
  )
}

function pathOf(mask: Mask): string {
  const cells = unpackMask(mask)
  let path = ''
  for (let y = 0; y < mask.rows; y++)
    for (let x = 0; x < mask.columns; x++) {
      const from = x
      while (x < mask.columns && cells[y * mask.columns + x]) x++
      if (x > from) path += `M${from} ${y}h${x - from}v1h${from - x}z`
    }
  return path
}
