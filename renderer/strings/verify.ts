import { many } from './many.ts'

/** What is said while the library is verified. */
export const verify = {
  title: 'Verify the library',
  text: 'Unpacks every picture, those in the trash too, and holds its pixels against its id. Then draws a few again from their own settings and compares. Nothing is changed.',
  sample: 'Pictures to draw again',
  seed: 'Seed of the choice',
  seedHelp: 'The same seed chooses the same pictures; empty: any',
  begin: 'Verify',
  phases: { files: 'Checking', drawing: 'Drawing again' },
  setting: 'Verify',
  settingHelp: 'Holds every picture against its id, and draws a few again.',
  open: 'Verify…',
  checked: (n: number, drawn: number) => `${many(n, 'picture')} checked, ${drawn} drawn again`,
  sound: 'No picture is damaged.',
  damaged: (n: number) => `${many(n, 'picture is', 'pictures are')} damaged`,
  again: (n: number) => `${many(n, 'picture')} drawn again`,
  skipped: (n: number) => `${many(n, 'picture')} could not be drawn again`,
  missing: (n: number) =>
    `${many(n, 'picture lies', 'pictures lie')} in watched folders that are not there now`,
  cancelled: 'It was stopped: the rest was not looked at.',
  save: 'Save as JSON…',
  before: 'then',
  now: 'now',
  device: (device: string, threads: number | null) =>
    `${device.toUpperCase()}${threads ? `, ${many(threads, 'thread')}` : ''}`,
  versions: (reroll: string, onnxruntime: string) => `Reroll ${reroll}, ORT ${onnxruntime}`,
  delta: (max: number) => `largest difference ${max} of 255`,
  ssim: (value: number) => `SSIM ${value.toFixed(4)}`,
  same: 'every pixel is the same',
} as const
