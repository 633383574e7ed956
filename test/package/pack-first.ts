import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pack } from '../../packaging/pack.ts'
import { root } from '../e2e/electron-host.ts'

/** The package as it is shipped, unpacked, in out/linux-unpacked. */
export default function packFirst(): void {
  rmSync(join(root, 'out', 'linux-unpacked'), { recursive: true, force: true })
  pack(['--linux', 'dir'], 'pipe')
}
