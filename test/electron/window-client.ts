import type { Page } from 'playwright'
import type { Client } from '#shared/contract.ts'
import { connect, type Port } from '#shared/rpc.ts'
import type { StudioContract } from '#shared/studio-contract.ts'

/** Far from the numbers that the page gives its own requests. */
const first = 1_000_000

type Message = { id: number }
type WithPort = { reroll: Port; heardByTest: (message: unknown) => void }

/** Asks the studio through the port of a window's page, beside what the page asks. Calls end with the page: unanswered. */
export async function windowClient(page: Page): Promise<Client<StudioContract>> {
  let hear = (_: unknown) => {}
  await page.exposeFunction('heardByTest', (message: Message) => hear({ ...message, id: message.id - first }))
  await page.evaluate(first => {
    const { reroll, heardByTest } = window as unknown as WithPort
    reroll.onMessage(message => {
      if ((message as Message).id > first) heardByTest(message)
    })
  }, first)
  return connect<StudioContract>({
    send: message =>
      void page
        .evaluate(message => (window as unknown as WithPort).reroll.send(message), {
          ...(message as object),
          id: (message as Message).id + first,
        })
        .catch(() => {}),
    onMessage: listener => {
      hear = listener
    },
    onClose: () => {},
  })
}
