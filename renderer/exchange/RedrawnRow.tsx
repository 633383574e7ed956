import type { Redrawn } from '#shared/studio/verify.ts'
import { t } from '../strings.ts'

const words = t.verify

/** A picture that was drawn again: how far apart the two are, on what, then and now. */
export const RedrawnRow = ({
  redrawn: { file, identical, maxDelta, ssim, before, now },
}: {
  redrawn: Redrawn
}) => (
  <>
    <code>{file}</code>
    <span>{identical ? words.same : `${words.delta(maxDelta)}, ${words.ssim(ssim)}`}</span>
    <dl className="verify-then">
      {([words.before, words.now] as const).map(when => {
        const { device, threads, reroll, onnxruntime } = when === words.before ? before : now
        return (
          <div key={when}>
            <dt>{when}</dt>
            <dd>
              {words.device(device, threads)} · {words.versions(reroll, onnxruntime)}
            </dd>
          </div>
        )
      })}
    </dl>
  </>
)
