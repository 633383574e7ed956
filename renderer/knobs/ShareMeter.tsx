import { Hint } from '../ui/Hint.tsx'

type Props = { label: string; share: number; help: (share: string) => string }

const percent = (share: number): string => `${Math.round(share * 100)} %`

/** A share as a small bar; what it means is said in words when asked. */
export const ShareMeter = ({ label, share, help }: Props) => (
  <Hint text={help(percent(share))} side="top">
    {/* biome-ignore lint/a11y/useSemanticElements: its bar and words are drawn here, which a meter element cannot do */}
    <div
      className="share-meter"
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={help(percent(share))}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its hint must be reachable by keys
      tabIndex={0}
    >
      <span>{label}</span>
      <svg aria-hidden="true">
        <rect width="100%" height="100%" rx="2" />
        <rect width={`${Math.max(2, share * 100)}%`} height="100%" rx="2" data-share />
      </svg>
      <b>{percent(share)}</b>
    </div>
  </Hint>
)
