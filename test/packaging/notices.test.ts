import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { notices, shippedPackages } from '../../packaging/notices.ts'
import { scratchFolder } from '../main/studio/scratch.ts'

const root = resolve(import.meta.dirname, '../..')
const scratch = scratchFolder()

test('every package that is shipped is named, and what ONNX Runtime holds', () => {
  const text = notices(root)
  for (const { name, version } of shippedPackages(root)) expect(text).toContain(`${name} ${version}\n`)
  for (const held of ['What ONNX Runtime', 'Eigen', 'protocolbuffers/protobuf', 'google/XNNPACK'])
    expect(text).toContain(held)
})

test('an ONNX Runtime whose text is missing ends the build', () => {
  const put = (file: string, text: string) => {
    mkdirSync(dirname(join(scratch.path, file)), { recursive: true })
    writeFileSync(join(scratch.path, file), text)
  }
  const at = 'node_modules/onnxruntime-node'
  put(`${at}/package.json`, JSON.stringify({ license: 'MIT', author: 'somebody' }))
  put('package-lock.json', JSON.stringify({ packages: { [at]: { version: '9.9.9' } } }))
  const copied = readFileSync(join(root, 'packaging/notices.ts'), 'utf8').matchAll(
    /, '((?:assets|node_modules)\/[^']+)'\]/g,
  )
  for (const [, file] of copied) put(file!, 'words')
  expect(() => notices(scratch.path)).toThrow(/onnxruntime-9\.9\.9\.ThirdPartyNotices\.txt is missing/)
  put('assets/credits/onnxruntime-9.9.9.ThirdPartyNotices.txt', 'held by it')
  expect(notices(scratch.path)).toContain('What ONNX Runtime 9.9.9 holds\n\nheld by it')
})
