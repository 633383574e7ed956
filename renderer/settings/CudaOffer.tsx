import { useEffect, useRef, useState } from 'react'
import { bytes } from '#shared/bytes.ts'
import { isCancelled } from '#shared/errors.ts'
import type { CudaProgress, CudaOffer as Offer } from '#shared/studio/devices.ts'
import { call } from '../api.ts'
import { explain } from '../stores/toasts.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Progress } from '../ui/Progress.tsx'

/** The libraries of CUDA, where there is a card for them and they are not there yet: how large, whose, and a way to get them. */
export function CudaOffer({ onArrived }: { onArrived: () => void }) {
  const [offer, setOffer] = useState<Offer | null>(null)
  const [progress, setProgress] = useState<CudaProgress | null>(null)
  const abort = useRef<AbortController | null>(null)
  useEffect(() => {
    call('devices.cuda', undefined).then(setOffer, explain)
  }, [])
  if (!offer || offer.there) return null
  const get = async () => {
    abort.current = new AbortController()
    setProgress({ phase: 'fetching', bytes: 0, of: offer.bytes })
    try {
      await call('devices.getCuda', undefined, { signal: abort.current.signal, onEvent: setProgress })
      setOffer({ ...offer, there: true })
      onArrived()
    } catch (error) {
      if (!isCancelled(error)) explain(error)
    } finally {
      setProgress(null)
    }
  }
  return (
    <div className="cuda-offer">
      <small>{t.settings.cuda(bytes(offer.bytes), bytes(offer.onDisk), offer.from, offer.licence)}</small>
      {progress ? (
        <div className="step-line">
          <Progress share={progress.bytes / progress.of} label={t.settings.cudaGet} />
          <span>
            {t.settings.cudaPhases[progress.phase]} {bytes(progress.bytes)} / {bytes(progress.of)}
          </span>
        </div>
      ) : null}
      {progress ? (
        <Button look="quiet" onClick={() => abort.current?.abort()}>
          {t.cancel}
        </Button>
      ) : (
        <Button onClick={() => void get()}>{t.settings.cudaGet}</Button>
      )}
    </div>
  )
}
