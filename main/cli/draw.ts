import { clearDead } from '#engine/files/claim.ts'
import type { Input } from '#shared/contract.ts'
import type { EngineContract, GenerateEvent, GenerateResult } from '#shared/engine-contract.ts'
import { progressBar } from './progress.ts'
import type { Session } from './session.ts'

/** Draws pictures; progress and notes go to the terminal. What fails leaves nothing half-written. */
export async function draw(
  { engine, signal, io }: Session,
  request: Input<EngineContract['generate.run']>,
): Promise<GenerateResult> {
  const bar = progressBar(io.err)
  const onEvent = (event: GenerateEvent) => {
    bar.show(event)
    if (event.kind === 'warning') {
      bar.clear()
      io.err.write(`Note: ${event.message}\n`)
    }
  }
  try {
    return await engine.call('generate.run', request, { signal, onEvent })
  } catch (error) {
    // A killed engine could not tidy up after itself.
    await engine.stop()
    await Promise.all(request.files.map(clearDead))
    throw error
  } finally {
    bar.clear()
  }
}
