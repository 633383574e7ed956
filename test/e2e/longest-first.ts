import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files whose tests are rows of tables that lie elsewhere, so that their size, by which Vitest goes where it has never
 * run them, says nothing: begun last they would go on alone while the other worker has nothing left to do.
 */
const long = ['guide.spec.ts', 'screens.spec.ts']

const rank = ({ moduleId }: TestSpecification): number => {
  const at = long.findIndex(name => moduleId.endsWith(`/${name}`))
  return at < 0 ? long.length : at
}

/** The longest files first, the rest as Vitest sorts them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other))
  }
}
