/**
 * Draws the icon in every size that a system asks for, from `assets/icon.svg`, and from `assets/icon-small.svg` where
 * its details would be lost: `npm run icons`. The results are kept in git, since builds should not depend on a renderer.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import { icns, ico, type Picture } from './icon-containers.ts'

const assets = resolve(import.meta.dirname, '../assets')
const sizes = [16, 24, 32, 48, 64, 96, 128, 256, 512, 1024]
const largestSmall = 32

async function draw(size: number): Promise<Picture> {
  const svg = readFileSync(join(assets, size <= largestSmall ? 'icon-small.svg' : 'icon.svg'))
  const side = size <= largestSmall ? 32 : 512
  const png = await sharp(svg, { density: (72 * size) / side })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toBuffer()
  return { size, png }
}

const pictures = await Promise.all(sizes.map(draw))
mkdirSync(join(assets, 'icons'), { recursive: true })
for (const { size, png } of pictures) writeFileSync(join(assets, 'icons', `${size}x${size}.png`), png)
writeFileSync(join(assets, 'icon.ico'), ico(pictures.filter(({ size }) => size <= 256)))
writeFileSync(join(assets, 'icon.icns'), icns(pictures))
console.log(`Drew ${sizes.length} sizes into assets/icons, icon.ico and icon.icns`)
