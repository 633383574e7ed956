/** Why no window can be shown here; empty when one can. */
export function displayProblem(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === 'win32' || platform === 'darwin') return ''
  return env.DISPLAY || env.WAYLAND_DISPLAY
    ? ''
    : 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)'
}
