/** A page made from the description that the API gives of itself. */
import { ApiReferencePage, type Operation, type Parameter } from '../../templates/admin/api-reference.tsx'
import type { Admin } from './env.ts'
import { framed } from './frame.tsx'

interface Schema {
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, unknown>>
  readonly required?: readonly string[]
}

interface Described {
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly 'x-required-scope'?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

export function apiReferenceRoutes(admin: Admin): void {
  admin.get('/api', async (c) => {
    const description = await c.var.api.request<Description>('GET', '/openapi.json')
    const page = <ApiReferencePage operations={operationsOf(description)} base={`${c.var.deps.siteUrl}/api/v1`} />
    return framed(c, { title: 'API' }, page)
  })
}

function operationsOf({ paths, components }: Description): Operation[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      ...{ method: method.toUpperCase(), path, tag: operation.tags?.[0] ?? '', summary: operation.summary ?? '' },
      scope: operation['x-required-scope'] ?? '',
      parameters: operation.parameters ?? [],
      fields: fieldsOf(operation, components),
    })),
  )
}

function fieldsOf({ requestBody }: Described, { schemas }: Description['components']): string[] {
  const [schema] = Object.values(requestBody?.content ?? {}).map((content) => content.schema)
  const real = schema?.$ref ? schemas[schema.$ref.split('/').at(-1) ?? ''] : schema
  return Object.keys(real?.properties ?? {}).map((name) => (real?.required?.includes(name) ? `${name}*` : name))
}
