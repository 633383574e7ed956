import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockedPackages } from './locked-packages.ts'

type Manifest = { author?: string | { name?: string }; license?: string; homepage?: string }

/** What lies in the bundle, or helped to make it, and is no package of npm's; from the repository's root. */
const others: readonly (readonly [what: string, licence: string])[] = [
  ['MozJPEG, in @jsquash/jpeg', 'node_modules/@jsquash/jpeg/codec/LICENSE.codec.md'],
  ['libwebp, in @jsquash/webp', 'node_modules/@jsquash/webp/codec/LICENSE.codec.md'],
  ['Spleen, the letters on contact sheets', 'assets/credits/spleen.LICENSE.txt'],
  ['Noto Emoji, which the picture-book model learnt from', 'assets/credits/noto-emoji.LICENSE.txt'],
  ['Fluent Emoji, which the picture-book model learnt from', 'assets/credits/fluent-emoji.LICENSE.txt'],
  ['Twemoji, which the picture-book model learnt from', 'assets/credits/cc-by-4.0.LICENSE.txt'],
  ['The picture-book model', 'assets/credits/cc-by-4.0.LICENSE.txt'],
]

const intro = `Reroll is under the MIT licence (LICENSE). Its picture-book model is under CC-BY-4.0
(creativecommons.org/licenses/by/4.0); models/picturebook/README.md names whose drawings it learnt from.
Electron and Chromium have files of their own beside the program: LICENSE.electron.txt and LICENSES.chromium.html.

What else is in it, by whom, and under which terms:
`

/** The names of the packages that a package of the program may hold: everything that package-lock.json has no `dev` for. */
export const shippedPackages = (root: string): { name: string; folder: string; version: string }[] =>
  lockedPackages(root, true)
    .filter(({ at }) => !at.includes('@types/'))
    .map(({ at, name, version = '' }) => ({ name, folder: join(root, at), version }))
    .filter(({ folder }) => existsSync(folder))

/** Every licence of what is shipped, each text once, under the names that it covers. */
export function notices(root: string): string {
  const byText = new Map<string, string[]>()
  const add = (name: string, text: string) => {
    const clean = text.replaceAll('\r\n', '\n').trim()
    byText.set(clean, [...(byText.get(clean) ?? []), name])
  }
  for (const { name, folder, version } of shippedPackages(root)) add(`${name} ${version}`, textOf(folder))
  for (const [what, file] of others) add(what, readFileSync(join(root, file), 'utf8'))
  add(...withinRuntime(root))
  const parts = [...byText].map(
    ([text, names]) => `${'-'.repeat(60)}\n${names.sort().join('\n')}\n\n${text}\n`,
  )
  return `${intro}\n${parts.join('\n')}`
}

/**
 * What ONNX Runtime is made of: its npm package leaves the text out, its Python package of the same version has it.
 * Errors: when there is none of the version that is shipped.
 */
function withinRuntime(root: string): [what: string, text: string] {
  const runtime = shippedPackages(root).find(({ name }) => name === 'onnxruntime-node')
  const file = join(root, 'assets/credits', `onnxruntime-${runtime?.version}.ThirdPartyNotices.txt`)
  if (!existsSync(file))
    throw new Error(
      `${file} is missing: copy ThirdPartyNotices.txt of the package onnxruntime ${runtime?.version} from PyPI`,
    )
  return [`What ONNX Runtime ${runtime?.version} holds`, readFileSync(file, 'utf8')]
}

/** Its licence's file, and its NOTICE where it has one; else what its manifest says, with the words of that licence. */
function textOf(folder: string): string {
  const files = readdirSync(folder).filter(name => /^(licen[cs]e|copying|notice)/i.test(name))
  if (files.length) return files.map(name => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n')
  const { author, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  if (license !== 'MIT') throw new Error(`${folder} has no licence file and says "${license}"; add its text`)
  const who = (typeof author === 'string' ? author : author?.name) ?? 'its authors'
  return `MIT License\n\nCopyright (c) ${who}\n\n${mit}`
}

const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`
