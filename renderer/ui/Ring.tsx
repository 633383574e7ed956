const round = 2 * Math.PI * 6.5

/** Progress as a ring, 16 px. */
export const Ring = ({ share }: { share: number }) => (
  <svg className="ring" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <circle cx="8" cy="8" r="6.5" />
    <circle cx="8" cy="8" r="6.5" strokeDasharray={round} strokeDashoffset={round * (1 - share)} />
  </svg>
)
