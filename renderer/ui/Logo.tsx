import icon from '../../assets/icon.svg?url'

export const Logo = ({ size = 24 }: { size?: number }) => (
  <img className="logo" src={icon} width={size} height={size} alt="" draggable={false} />
)
