import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ElectronOpened, openElectron } from '../e2e/electron-host.ts'
import { newProfile, type Profile } from '../e2e/profile.ts'

let profile: Profile
let studio: ElectronOpened

beforeAll(async () => {
  profile = newProfile()
  studio = await openElectron(profile)
})
afterAll(async () => {
  await studio?.close()
  profile?.remove()
})

const inMain = <T>(work: Parameters<ElectronOpened['app']['evaluate']>[0]) =>
  studio.app.evaluate(work) as Promise<T>

/** What the page's own policy refused, by directive, while `attempt` ran. */
const violations = (attempt: string) =>
  studio.page.evaluate(async attempt => {
    const seen: string[] = []
    const note = (event: SecurityPolicyViolationEvent) => seen.push(event.effectiveDirective)
    document.addEventListener('securitypolicyviolation', note)
    const attempts: Record<string, () => unknown> = {
      inline: () => {
        const script = document.createElement('script')
        script.textContent = 'window.inlineRan = true'
        document.head.append(script)
      },
      script: () => {
        const script = document.createElement('script')
        script.src = 'https://example.com/a.js'
        document.head.append(script)
      },
      image: () => {
        new Image().src = 'http://example.com/a.png'
      },
      frame: () => {
        const frame = document.createElement('iframe')
        frame.src = 'https://example.com/'
        document.body.append(frame)
      },
      fetch: () => fetch('https://example.com/').catch(() => {}),
      socket: () => {
        try {
          new WebSocket('wss://example.com/')
        } catch {}
      },
    }
    await attempts[attempt]?.()
    await new Promise(resolve => setTimeout(resolve, 200))
    document.removeEventListener('securitypolicyviolation', note)
    return seen
  }, attempt)

describe('the window', () => {
  test('is sandboxed, isolated, without Node, and its preferences say so', async () => {
    const preferences = await inMain(({ BrowserWindow }) =>
      (
        BrowserWindow.getAllWindows()[0]!.webContents as unknown as {
          getLastWebPreferences(): Record<string, unknown>
        }
      ).getLastWebPreferences(),
    )
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    })
    for (const name of [
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'enableBlinkFeatures',
    ])
      expect([name, Boolean((preferences as Record<string, unknown>)[name])]).toEqual([name, false])
  })

  test('gives the page one port and nothing of Node or Electron', async () => {
    const seen = await studio.page.evaluate(() => ({
      reroll: Object.keys((window as unknown as { reroll: object }).reroll).sort(),
      node: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(
        name => name in window,
      ),
    }))
    expect(seen).toEqual({ reroll: ['onClose', 'onMessage', 'send'], node: [] })
  })

  test('comes from studio:// with the policy as a header', async () => {
    expect(new URL(studio.page.url()).href).toMatch(/^studio:\/\/app\/(index\.html)?$/)
    const { type, policy } = await studio.page.evaluate(async () => {
      const { headers } = await fetch('studio://app/index.html')
      return { type: headers.get('content-type'), policy: headers.get('content-security-policy') }
    })
    expect(type).toBe('text/html; charset=utf-8')
    expect(policy).toContain("default-src 'none'")
  })

  test.each([
    ['inline', 'script-src-elem'],
    ['script', 'script-src-elem'],
    ['image', 'img-src'],
    ['frame', 'frame-src'],
    ['fetch', 'connect-src'],
    ['socket', 'connect-src'],
  ])('policy: %s is refused', async (attempt, directive) => {
    expect(await violations(attempt)).toContain(directive)
  })

  test('policy: text never becomes code', async () => {
    // In a turn of its own: what a debugger evaluates is allowed more.
    const ran = await studio.page.evaluate(
      () =>
        new Promise(resolve =>
          setTimeout(() => {
            try {
              resolve(new Function('return 1')())
            } catch (error) {
              resolve((error as Error).name)
            }
          }),
        ),
    )
    expect(ran).toBe('EvalError')
  })

  test('the filter refuses what the policy would let through', async () => {
    const told = await inMain<string>(async ({ net }) => {
      const tries = ['http://127.0.0.1:9/', 'https://example.com/'].map(url =>
        net.fetch(url).then(
          () => 'answered',
          (error: Error) => error.message,
        ),
      )
      return (await Promise.all(tries)).join(' ')
    })
    expect(told).toBe('net::ERR_BLOCKED_BY_CLIENT net::ERR_BLOCKED_BY_CLIENT')
  })

  test('stays where it is: no navigation, no new window, no webview', async () => {
    const before = studio.page.url()
    const opened = await studio.page.evaluate(() => {
      const windows = ['https://example.com/', 'about:blank', 'studio://app/index.html'].map(url =>
        window.open(url),
      )
      location.href = 'https://example.com/'
      return windows
    })
    expect(opened).toEqual([null, null, null])
    await studio.page.evaluate(() => {
      const link = document.createElement('a')
      link.href = 'studio://image/x'
      document.body.append(link)
      link.click()
      link.remove()
      document.body.append(document.createElement('webview'))
    })
    await studio.page.waitForTimeout(300)
    expect(studio.page.url()).toBe(before)
    expect(await inMain(({ webContents }) => webContents.getAllWebContents().length)).toBe(1)
  })

  test('fetches no dictionaries', async () => {
    expect(await inMain(({ session }) => session.defaultSession.isSpellCheckerEnabled())).toBe(false)
  })

  test('denies every permission', async () => {
    const answers = await studio.page.evaluate(async () => ({
      notification: await Notification.requestPermission(),
      place: await new Promise(resolve =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          ({ code }) => resolve(code),
        ),
      ),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'given',
        (error: Error) => error.name,
      ),
      screen: await navigator.mediaDevices.getDisplayMedia({ video: true }).then(
        () => 'given',
        (error: Error) => error.name,
      ),
    }))
    expect(answers.notification).toBe('denied')
    expect(answers.place).not.toBe('given')
    expect(answers.camera).not.toBe('given')
    expect(answers.screen).not.toBe('given')
  })

  test.each([
    'studio://app/../package.json',
    'studio://app/..%2f..%2fpackage.json',
    'studio://app/%2e%2e/%2e%2e/package.json',
    'studio://app/%00',
    'studio://app/%',
    'studio://image/../../etc/passwd',
    'studio://image/..%2f..%2fetc%2fpasswd',
    `studio://image/${'0'.repeat(64)}`,
    'studio://elsewhere/index.html',
  ])('%s is not there', async url => {
    const status = await studio.page.evaluate(
      url =>
        fetch(url).then(
          ({ status }) => status,
          () => 'refused',
        ),
      url,
    )
    expect([404, 'refused']).toContain(status)
  })

  test('survives whatever a page may send, and answers the next request', async () => {
    const answer = await studio.page.evaluate(
      () =>
        new Promise(resolve => {
          const { reroll } = window as unknown as {
            reroll: { send(message: unknown): void; onMessage(listener: (message: unknown) => void): void }
          }
          for (const garbage of [
            null,
            undefined,
            7,
            'x',
            [],
            {},
            { id: 'a' },
            { id: 1e9, name: '__proto__' },
          ])
            reroll.send(garbage)
          reroll.onMessage(message => {
            const { id, output } = message as { id: number; output?: { kind: string } }
            if (id === 1_000_000) resolve(output?.kind)
          })
          reroll.send({ id: 1_000_000, name: 'host.info' })
        }),
    )
    expect(answer).toBe('electron')
  })

  test('a page that is loaded again is answered again; one that crashes comes back', async () => {
    await studio.page.reload()
    await studio.page.getByRole('main').waitFor()
    const back = await inMain<string>(
      ({ BrowserWindow }) =>
        new Promise(resolve => {
          const contents = BrowserWindow.getAllWindows()[0]!.webContents
          contents.once('did-finish-load', () => resolve(contents.getURL()))
          contents.forcefullyCrashRenderer()
        }),
    )
    expect(back).toBe('studio://app/index.html')
  })
})
