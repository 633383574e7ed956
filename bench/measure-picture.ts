/** What can be measured in a picture from its pixels alone, by nothing that drew it. */
export type Pixels = { width: number; height: number; rgb: ArrayLike<number> }

export type Measures = {
  /** Mean luma, 0..1. */
  brightness: number
  /** Standard deviation of luma, 0..1. */
  contrast: number
  /** Mean red less mean blue, -1..1. */
  warmth: number
  /** Root mean square distance of a colour from its own grey, 0..1. */
  saturation: number
  /** Slope of luma from the left side to the right, in shares of white. */
  light: number
  /** The subject: its share of the picture, its middle in shares of the sides, how far it leans in degrees. */
  area: number
  x: number
  y: number
  angle: number
  /** How much longer than wide the subject is: 1 is round, and then its angle says nothing. */
  stretch: number
  /** The subject's mean hue, degrees; and how far it agrees with itself, 0..1. */
  hue: number
  hueAgreement: number
}

const luma = (r: number, g: number, b: number) => (0.299 * r + 0.587 * g + 0.114 * b) / 255

/** Distances from the ground's colour, in bytes, below and above which a pixel is surely ground or surely subject. */
const ground = 25
const subject = 60

export function measure(picture: Pixels): Measures {
  return { ...tone(picture), ...shape(picture) }
}

function tone({ width, height, rgb }: Pixels) {
  const n = width * height
  let [sum, squares, warm, chroma, slope, spread] = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < n; i++) {
    const [r, g, b] = [rgb[3 * i]!, rgb[3 * i + 1]!, rgb[3 * i + 2]!]
    const grey = luma(r, g, b)
    const x = ((i % width) + 0.5) / width - 0.5
    sum += grey
    squares += grey * grey
    warm += (r - b) / 255
    chroma += ((r / 255 - grey) ** 2 + (g / 255 - grey) ** 2 + (b / 255 - grey) ** 2) / 3
    slope += x * grey
    spread += x * x
  }
  const brightness = sum / n
  return {
    brightness,
    contrast: Math.sqrt(Math.max(0, squares / n - brightness * brightness)),
    warmth: warm / n,
    saturation: Math.sqrt(chroma / n),
    light: slope / spread,
  }
}

/** The ground is the median colour of the picture's edge; the subject is what is unlike it, weighed by how much. */
function shape({ width, height, rgb }: Pixels) {
  const back = groundColour({ width, height, rgb })
  const weights = Float64Array.from({ length: width * height }, (_, i) => {
    const far = Math.hypot(...[0, 1, 2].map(k => rgb[3 * i + k]! - back[k]!))
    return Math.min(1, Math.max(0, (far - ground) / (subject - ground)))
  })
  let [mass, mx, my, sin, cos, colour] = [0, 0, 0, 0, 0, 0]
  for (const [i, w] of weights.entries()) {
    if (w === 0) continue
    mass += w
    mx += w * ((i % width) + 0.5)
    my += w * (Math.floor(i / width) + 0.5)
    const { turn, strength } = hueOf(rgb[3 * i]!, rgb[3 * i + 1]!, rgb[3 * i + 2]!)
    sin += w * strength * Math.sin(turn)
    cos += w * strength * Math.cos(turn)
    colour += w * strength
  }
  const [x, y] = mass ? [mx / mass, my / mass] : [width / 2, height / 2]
  let [xx, yy, xy] = [0, 0, 0]
  for (const [i, w] of weights.entries()) {
    if (w === 0) continue
    const [dx, dy] = [(i % width) + 0.5 - x, y - Math.floor(i / width) - 0.5]
    xx += w * dx * dx
    yy += w * dy * dy
    xy += w * dx * dy
  }
  const apart = Math.hypot(xx - yy, 2 * xy)
  const degrees = 180 / Math.PI
  return {
    area: mass / (width * height),
    x: x / width,
    y: y / height,
    angle: 0.5 * Math.atan2(2 * xy, xx - yy) * degrees,
    stretch: Math.sqrt((xx + yy + apart) / Math.max(1e-9, xx + yy - apart)),
    hue: (Math.atan2(sin, cos) * degrees + 360) % 360,
    hueAgreement: colour ? Math.hypot(sin, cos) / colour : 0,
  }
}

function groundColour({ width, height, rgb }: Pixels): number[] {
  const edge = Array.from({ length: width * height }, (_, i) => i).filter(i => {
    const [x, y] = [i % width, Math.floor(i / width)]
    return x < 2 || y < 2 || x >= width - 2 || y >= height - 2
  })
  return [0, 1, 2].map(k => {
    const values = edge.map(i => rgb[3 * i + k]!).sort((a, b) => a - b)
    return values[values.length >> 1]!
  })
}

/** Angle on the colour wheel in radians, and how colourful: 0 for greys. */
function hueOf(r: number, g: number, b: number): { turn: number; strength: number } {
  const [a, c] = [r - (g + b) / 2, (Math.sqrt(3) / 2) * (g - b)]
  return { turn: Math.atan2(c, a), strength: Math.hypot(a, c) / 255 }
}
