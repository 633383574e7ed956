/** Whether version `a` comes after `b`; both three numbers (semver.org, point 11). */
export function isNewer(a: string, b: string): boolean {
  const [of, than] = [a, b].map(text => text.split('.').map(Number))
  const at = [0, 1, 2].find(n => of![n] !== than![n])
  return at !== undefined && of![at]! > than![at]!
}
