import { useEffect, useState } from 'react'
import { call } from '../api.ts'
import { newestBatchFirst } from '../lib/queue-of-work.ts'

const most = 240
const urls = new Map<string, string>()
const enqueue = newestBatchFirst(2)

/** A sample picture as a blob URL; undefined until it is drawn, null when it cannot be. Waits until `visible`. */
export function useSample(model: string | null, prompt: string, seed: number, visible: boolean) {
  const key = `${model}\n${seed}\n${prompt}`
  const [url, setUrl] = useState<string | null | undefined>(() => urls.get(key))
  useEffect(() => {
    setUrl(urls.get(key))
    if (!model || !visible || urls.has(key)) return
    const abort = new AbortController()
    enqueue(async () => {
      try {
        const { png } = await call('models.sample', { model, prompt, seed }, { signal: abort.signal })
        keep(key, URL.createObjectURL(new Blob([png as Uint8Array<ArrayBuffer>], { type: 'image/png' })))
        if (!abort.signal.aborted) setUrl(urls.get(key))
      } catch {
        if (!abort.signal.aborted) setUrl(null)
      }
    }, abort.signal)
    return () => abort.abort()
  }, [key, model, prompt, seed, visible])
  return url
}

function keep(key: string, url: string): void {
  urls.set(key, url)
  for (const [oldest, old] of urls) {
    if (urls.size <= most) break
    urls.delete(oldest)
    URL.revokeObjectURL(old)
  }
}
