import { Progress } from '../ui/Progress.tsx'
import type { Answer } from './use-answer.ts'

/** In place of an answer that has not come, or will not. */
export const Asking = ({ answer: { share, error }, label }: { answer: Answer<unknown>; label: string }) =>
  error ? (
    <p className="problem" role="alert">
      {error}
    </p>
  ) : (
    <Progress share={share} label={label} />
  )
