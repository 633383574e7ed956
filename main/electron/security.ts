import { app, type Session, session, type WebContents } from 'electron'
import { appOrigin } from './content-policy.ts'

/** Everything that would leave this machine. */
const outside = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*']

/** Must run before the app is ready: names resolve to nothing, no proxy is looked for. */
export function cutTheNetwork(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  app.commandLine.appendSwitch('no-proxy-server')
  app.commandLine.appendSwitch('disable-background-networking')
  app.commandLine.appendSwitch('disable-component-update')
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp')
}

/** Once the app is ready. */
export function lockDown(): void {
  app.on('session-created', lockSession)
  lockSession(session.defaultSession)
  app.on('web-contents-created', (_, contents) => lockContents(contents))
}

function lockSession(target: Session): void {
  target.webRequest.onBeforeRequest({ urls: outside }, (_details, answer) => answer({ cancel: true }))
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  target.setPermissionCheckHandler(() => false)
  target.setDevicePermissionHandler(() => false)
  target.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  // Dictionaries would be fetched from a server.
  target.setSpellCheckerEnabled(false)
  target.on('will-download', event => event.preventDefault())
}

function lockContents(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; url: string }) => {
    if (!event.url.startsWith(`${appOrigin}/`)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
