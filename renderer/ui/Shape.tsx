/** An outline in the proportions of a picture. */
export function Shape({ width, height }: { width: number; height: number }) {
  const scale = 16 / Math.max(width, height)
  const [w, h] = [width * scale, height * scale]
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <rect
        x={10 - w / 2}
        y={10 - h / 2}
        width={w}
        height={h}
        rx="2"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
    </svg>
  )
}
