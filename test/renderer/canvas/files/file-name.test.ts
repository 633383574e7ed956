import { expect, test } from 'vitest'
import { fileNameOf } from '../../../../renderer/canvas/files/file-name.ts'

test.each([
  ['A bird and a hill', 'A bird and a hill'],
  ['Vögel/über: "dem" Fluß?', 'Vögel über dem Fluß'],
  ['../../etc/passwd', 'etc passwd'],
  ['.hidden', 'hidden'],
  ['ends with dots. . ', 'ends with dots'],
  ['CON', 'drawing CON'],
  ['lpt1', 'drawing lpt1'],
  ['line\nbreak\u0000', 'line break'],
  ['  ', 'drawing'],
  ['???', 'drawing'],
])('%j is exported as %j', (name, file) => expect(fileNameOf(name)).toBe(file))
