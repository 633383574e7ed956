import { parseArgs } from 'node:util'
import { StudioError } from '#shared/errors.ts'

export const serverHelp = `reroll server: the studio in a browser on this machine

  --port N          the port on 127.0.0.1; default: any that is free
  --renderer DIR    the built window; default: dist/renderer
  --data DIR        settings, the queue, the unsent prompt
  --cache DIR       index and thumbnails; may be emptied at any time
  --pictures DIR    the library until one is chosen in the settings

Prints one line with the address; the key in it lets a browser in. Ctrl-C ends it.`

export type ServerOptions = {
  port: number
  renderer: string | undefined
  data: string | undefined
  cache: string | undefined
  pictures: string | undefined
  help: boolean
}

/** Errors: `invalid-input` in one sentence. */
export function serverOptions(args: readonly string[]): ServerOptions {
  const folder = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '0' },
        renderer: folder,
        data: folder,
        cache: folder,
        pictures: folder,
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    const port = Number(values.port)
    if (!/^\d{1,5}$/.test(values.port) || port > 65535)
      throw new StudioError('invalid-input', `--port must be a number from 0 to 65535, not "${values.port}"`)
    const { renderer, data, cache, pictures, help } = values
    return { port, renderer, data, cache, pictures, help }
  } catch (error) {
    if (error instanceof StudioError) throw error
    throw new StudioError('invalid-input', `${(error as Error).message.split('\n')[0]} See --help`)
  }
}
