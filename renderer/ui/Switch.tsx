type Props = { label: string; checked: boolean; onChange: (checked: boolean) => void }

export const Switch = ({ label, checked, onChange }: Props) => (
  <button
    type="button"
    role="switch"
    className="switch"
    aria-checked={checked}
    aria-label={label}
    onClick={() => onChange(!checked)}
  />
)
