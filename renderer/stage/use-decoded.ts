import { useEffect, useRef, useState } from 'react'
import type { Size } from '../lib/zoom.ts'

export type Decoded = Size & { src: string }

/** The picture that can be drawn without a wait: the one before until the next is decoded, so that nothing blinks. */
export function useDecoded(src: string, onError: () => void): Decoded | null {
  const [shown, setShown] = useState<Decoded | null>(null)
  const failed = useRef(onError)
  failed.current = onError
  useEffect(() => {
    let wanted = true
    const image = new Image()
    image.src = src
    image.decode().then(
      () => wanted && setShown({ src, width: image.naturalWidth, height: image.naturalHeight }),
      () => wanted && failed.current(),
    )
    return () => {
      wanted = false
    }
  }, [src])
  return shown
}
