import { deviceIds } from '#shared/engine-contract.ts'

export const upscaleHelp = `reroll upscale PICTURES [options]

Makes PNG files larger with an ESRGAN-class graph: a picture from 0 to 1 in, one two, three, four times as
large out. Works in tiles, so that memory does not grow with the picture.

  reroll upscale bird.png --model 4x-UltraSharp.onnx
  reroll upscale foxes/*.png --model RealESRGAN_x2 --out large/

  --model NAME|FILE  an .onnx file, or one that \`reroll models\` lists
  --factor N         how many times as large, at most what the graph makes (default: all of it)
  --out FILE|DIR     a .png file, which is replaced, or a folder; default: NAME-upscaled.png here
  --tile N           pixels a side of a tile, 64 to 2048 (default 256): less needs less memory
  --device NAME      ${deviceIds.join(', ')}; default: the best that works here
  --json             one JSON object on stdout`
