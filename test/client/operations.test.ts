import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createApi, describeApi } from '../../src/api/index.ts'
import { clientTypes, type OpenApiDocument } from '../../src/client/generator.ts'

const root = path.resolve(import.meta.dirname, '../..')
// Nothing of it is asked while it is only described.
const document = describeApi(createApi({ requestsPerMinute: 1 } as Parameters<typeof createApi>[0])) as OpenApiDocument

describe('the types of the client', () => {
  it('are those of the API as it is: run "npm run client" when this fails', () => {
    expect(readFileSync(path.join(root, 'src/client/operations.ts'), 'utf8')).toBe(clientTypes(document))
  })

  it('name every operation, and know what may be missing or null', () => {
    const types = clientTypes(document)
    const count = Object.values(document.paths ?? {}).flatMap((methods) => Object.keys(methods)).length
    expect(types.match(/^ {2}'(?:GET|POST|PUT|PATCH|DELETE) \//gm)).toHaveLength(count)
    expect(types).toMatch(/ {2}'PATCH \/posts\/\{id\}': \{[^}]*readonly id: number\n/)
    expect(types).toContain('  readonly publishedAt?: string | null | undefined\n')
  })

  it('refuse what they have no words for, rather than guess', () => {
    const odd = { components: { schemas: { Odd: { type: 'file' } } } }
    expect(() => clientTypes(odd)).toThrow(/no JSON Schema type "file"/)
  })
})
