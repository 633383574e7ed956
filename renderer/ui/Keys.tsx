import { keyCaps } from '../lib/keys.ts'

export const Keys = ({ keys }: { keys: string }) => (
  <span className="keys">
    {keyCaps(keys).map(cap => (
      <kbd key={cap}>{cap}</kbd>
    ))}
  </span>
)
