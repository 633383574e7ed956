import { useLayoutEffect, useRef } from 'react'

type Props = { share: number | null; label: string }

/** A thin bar; without a share it only says that something goes on. */
export function Progress({ share, label }: Props) {
  const bar = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    bar.current?.style.setProperty('--share', String(share ?? 0))
  }, [share])
  return (
    <div
      ref={bar}
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      data-unknown={share === null}
      {...(share !== null && { 'aria-valuenow': Math.round(share * 100) })}
    />
  )
}
