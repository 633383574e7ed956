import type { PictureId } from '#shared/studio/pictures.ts'
import type { UpscalerCard } from '#shared/studio/upscalers.ts'
import { call } from '../api.ts'
import { listed } from '../stores/jobs.ts'
import { toast } from '../stores/toasts.ts'
import { setView } from '../stores/view.ts'
import { t } from '../strings.ts'

/** The factors that an upscaler offers: what it makes, and twice as large where that is less. */
export const factorsOf = ({ scale }: UpscalerCard): number[] =>
  scale === null ? [] : scale > 2 ? [scale, 2] : [scale]

/** One picture is watched becoming larger; several become so beside whatever is being done. */
export async function upscale(pictures: PictureId[], upscaler: string, factor: number): Promise<void> {
  const { job } = await call('upscalers.run', { upscaler, factor, pictures })
  await listed(job)
  const show = () => setView({ page: 'stage', show: 'live', job })
  if (pictures.length === 1) show()
  else toast(t.upscale.begun(pictures.length), { action: { label: t.upscale.show, run: show } })
}
