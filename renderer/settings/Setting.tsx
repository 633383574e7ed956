import type { ReactNode } from 'react'

type Props = { label: string; help?: string | undefined; children: ReactNode; stacked?: boolean }

/** A row: what it is and what it means, and the control for it. */
export const Setting = ({ label, help, children, stacked = false }: Props) => (
  <div className="setting" data-stacked={stacked}>
    <div>
      <strong>{label}</strong>
      {help && <p>{help}</p>}
    </div>
    {children}
  </div>
)
