/**
 * The signed list of a release, for the folder that REROLL_FEED_URL names:
 *   node packaging/sign-feed.ts --new-key release.pem            a private key, and the public one for REROLL_FEED_KEY
 *   node packaging/sign-feed.ts --key release.pem --page https://... out/*.AppImage out/*.deb ...
 * The second writes out/feed.json and out/feed.json.sig.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { createReadStream, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import manifest from '../package.json' with { type: 'json' }
import { sourceDate } from './built-from.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'new-key': { type: 'string' }, key: { type: 'string' }, page: { type: 'string' } },
})

const publicOf = (pem: string) =>
  createPublicKey(createPrivateKey(pem)).export({ format: 'der', type: 'spki' }).toString('base64')

if (values['new-key']) {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  writeFileSync(values['new-key'], pem, { mode: 0o600, flag: 'wx' })
  console.log(publicOf(pem))
} else {
  const { key, page } = values
  if (!key || !page?.startsWith('https://') || !positionals.length)
    throw new Error('Say --key FILE.pem --page https://... and the files of the release')
  const files = []
  for (const file of positionals) {
    const hash = createHash('sha512')
    await pipeline(createReadStream(file), hash)
    files.push({ name: basename(file), size: statSync(file).size, sha512: hash.digest('hex') })
  }
  const date = new Date(Number(sourceDate()) * 1000).toISOString().slice(0, 10)
  const text = `${JSON.stringify({ version: manifest.version, date, page, files }, null, 2)}\n`
  const signature = sign(null, Buffer.from(text), createPrivateKey(readFileSync(key)))
  writeFileSync('out/feed.json', text)
  writeFileSync('out/feed.json.sig', `${signature.toString('base64')}\n`)
  console.log(`Signed ${files.length} files of ${manifest.version}`)
}
