/**
 * Writes `operations.ts`: the API's OpenAPI document as types. Only what our own schemas use of JSON Schema; anything
 * else is an error here rather than a wrong type there.
 */

interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly format?: string
  readonly description?: string
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema?: Schema
  readonly description?: string
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>

interface Operation {
  readonly summary?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required?: boolean; readonly content?: Content }
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>
}

export interface OpenApiDocument {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}

const HEAD = `// Made from the API's own schemas by "npm run client"; test/client/operations.test.ts says when that is due.
`

export function clientTypes({ paths = {}, components = {} }: OpenApiDocument): string {
  const schemas = Object.entries(components.schemas ?? {}).sort(byName)
  const operations = Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, Operation] => [
        `${method.toUpperCase()} ${path}`,
        operation,
      ]),
    )
    .sort(byName)
  return [
    HEAD,
    ...schemas.map(([name, schema]) => `export type ${name} = ${typeOf(schema, '')}\n`),
    `export interface Operations {\n${operations.map(([name, one]) => operationType(name, one)).join('\n')}\n}\n`,
  ].join('\n')
}

function operationType(name: string, { summary = '', parameters = [], requestBody, responses = {} }: Operation) {
  const inPlace = (place: string) => parameters.filter((parameter) => parameter.in === place)
  const headers = inPlace('header').map((parameter) => ({ ...parameter, name: camelCase(parameter.name) }))
  const fields = [
    group('path', inPlace('path')),
    group('query', inPlace('query')),
    ...headers.map((header) => line(header, '    ')),
    bodyOf(requestBody),
    `    readonly answer: ${answerOf(responses)}`,
  ]
  return `  /** ${summary} */\n  '${name}': {\n${fields.filter(Boolean).join('\n')}\n  }`
}

function group(name: string, parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return ''
  const isRequired = parameters.some(({ required }) => required)
  const lines = parameters.map((parameter) => line(parameter, '      '))
  return `    readonly ${name}${isRequired ? '' : '?'}: {\n${lines.join('\n')}\n    }`
}

function line({ name, required, schema = {}, description }: Parameter, indent: string): string {
  const comment = description ? `${indent}/** ${description} */\n` : ''
  return `${comment}${indent}readonly ${propertyName(name)}${required ? '' : '?'}: ${typeOf(schema, indent)}${required ? '' : ' | undefined'}`
}

function bodyOf(body: Operation['requestBody']): string {
  if (!body) return ''
  const type = body.content?.['multipart/form-data']
    ? 'FormData'
    : typeOf(body.content?.['application/json']?.schema ?? {}, '    ')
  return `    readonly body${body.required ? '' : '?'}: ${type}`
}

/** What a success answers. Nothing, when it has no content. */
function answerOf(responses: NonNullable<Operation['responses']>): string {
  const successes = Object.entries(responses).filter(([status]) => /^2/.test(status))
  const types = successes.map(([, { content }]) => {
    if (!content) return 'undefined'
    const json = content['application/json']
    return json ? typeOf(json.schema ?? {}, '    ') : 'string'
  })
  return [...new Set(types)].join(' | ') || 'undefined'
}

function typeOf(schema: Schema, indent: string): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? 'unknown'
  if (schema.enum) return schema.enum.map((value) => literal(value)).join(' | ')
  if (schema.const !== undefined) return literal(schema.const)
  const either = schema.anyOf ?? schema.oneOf
  if (either) return union(either.map((one) => typeOf(one, indent)))
  if (schema.allOf) {
    const { allOf, ...own } = schema
    const parts = [...allOf, ...(own.properties ? [own] : [])].filter((one) => Object.keys(one).length > 0)
    return parts.map((one) => typeOf(one, indent)).join(' & ')
  }
  if (Array.isArray(schema.type)) return union(schema.type.map((type: string) => ofType(type, schema, indent)))
  return ofType(typeof schema.type === 'string' ? schema.type : undefined, schema, indent)
}

function ofType(type: string | undefined, schema: Schema, indent: string): string {
  switch (type) {
    case undefined:
      return 'unknown'
    case 'string':
      return schema.format === 'binary' ? 'Blob' : 'string'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
    case 'null':
      return type
    case 'array':
      return `readonly (${typeOf(schema.items ?? {}, indent)})[]`.replace(/^readonly \((\w+)\)\[\]$/, 'readonly $1[]')
    case 'object':
      return objectType(schema, indent)
    default:
      throw new Error(`The client's types know no JSON Schema type "${type}"; teach src/client/generator.ts.`)
  }
}

function objectType({ properties = {}, required = [], additionalProperties }: Schema, indent: string): string {
  const inner = `${indent}  `
  const lines = Object.entries(properties).map(([name, schema]) =>
    line({ name, in: '', required: required.includes(name), schema, description: schema.description ?? '' }, inner),
  )
  const rest = typeof additionalProperties === 'object' ? typeOf(additionalProperties, inner) : 'unknown'
  if (additionalProperties && lines.length === 0) return `Readonly<Record<string, ${rest}>>`
  if (additionalProperties) lines.push(`${inner}readonly [name: string]: unknown`)
  return lines.length === 0 ? 'Readonly<Record<string, unknown>>' : `{\n${lines.join('\n')}\n${indent}}`
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(' | ')
}

function literal(value: unknown): string {
  return typeof value === 'string'
    ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
    : JSON.stringify(value)
}

function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`
}

/** `idempotency-key` is `idempotencyKey` among the options. */
function camelCase(header: string): string {
  return header.toLowerCase().replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}
