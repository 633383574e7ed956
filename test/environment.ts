import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')

/**
 * What the tests' processes and those that they start find in their environment.
 * - REROLL_THREADS: graphs as small as the tests' lose more than they win by a second thread that waits for work; files
 *   run side by side instead. Who tests threads sets it again, and the studio sets its own.
 * - REROLL_BUILT: engine and threads as they are shipped; from source each start takes 0.5 s of CPU more.
 * - REROLL_SHIPPED: the first picture-book model, 128 px, is quicker. What is said of the shipped
 *   one itself is tested in test/picturebook, the guide and the package, which unset this.
 * - NODE_COMPILE_CACHE: commands and engines are started hundreds of times from the same few files.
 */
export const testEnvironment = {
  REROLL_THREADS: '1',
  REROLL_BUILT: join(root, 'dist'),
  REROLL_SHIPPED: join(root, 'test/fixtures/shipped'),
  NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/reroll-tests'),
}
