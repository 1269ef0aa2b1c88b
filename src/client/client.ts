/**
 * A client of the API whose paths, input and answers are checked by the compiler. It needs nothing but `fetch`, so this
 * folder can be copied into any project.
 *
 * @example
 * const hearth = createClient({ url: 'https://blog.example', key: 'hk_…' })
 * const post = await hearth.post('/posts', { body: { title: 'Hello' }, idempotencyKey: 'hello-1' })
 * await hearth.patch('/posts/{id}', { path: { id: post.id }, body: { title: 'Hello!' }, ifMatch: post.version })
 * for await (const { title } of hearth.each('/posts', { query: { status: 'draft' } })) console.log(title)
 */
import type { DryRunOf, DryRunPathOf } from './dry-run.ts'
import type { Operations } from './operations.ts'
import { HearthProblem, HearthUnreachable } from './problems.ts'

export interface ClientOptions {
  /** Of the site, without a path. */
  readonly url: string
  /** `hk_…`; its scopes say what may be done. Left out, `fetch` has to say who asks. */
  readonly key?: string
  /** How long an answer may take. */
  readonly timeoutMs?: number
  /** Sends the requests; another one for tests, proxies and the like. */
  readonly fetch?: (address: string, init: RequestInit) => Promise<Response>
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The paths that a method exists for. */
export type PathOf<M extends Method> = keyof Operations extends infer Name
  ? Name extends `${M} ${infer Path}`
    ? Path
    : never
  : never

type OperationOf<M extends Method, P extends string> = Operations[`${M} ${P}` & keyof Operations]

/** What comes back. */
export type AnswerOf<M extends Method, P extends string> = OperationOf<M, P>['answer']

/** An item of a list. */
export type ItemOf<P extends PathOf<'GET'>> =
  AnswerOf<'GET', P> extends { readonly items: readonly (infer T)[] } ? T : never

interface Always {
  readonly signal?: AbortSignal
}

type Given<O> = Always & {
  readonly [K in keyof Omit<O, 'answer' | 'ifMatch'>]: O[K]
} & (O extends { readonly ifMatch?: string | undefined }
    ? {
        /** The version that a change began from: if somebody saved meanwhile, it is refused (412). */
        readonly ifMatch?: number | string | undefined
      }
    : unknown)

type Arguments<M extends Method, P extends string> =
  Record<never, never> extends Given<OperationOf<M, P>>
    ? [options?: Given<OperationOf<M, P>>]
    : [options: Given<OperationOf<M, P>>]

/** What every operation may be given, as far as a request is concerned. */
export interface RequestOptions extends Always {
  readonly path?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
  readonly idempotencyKey?: string | undefined
  readonly ifMatch?: number | string | undefined
}

const ANSWER_LIMIT_MS = 60_000

export function createClient(options: ClientOptions): HearthClient {
  return new HearthClient(options)
}

export class HearthClient {
  readonly #options: ClientOptions
  /** Of the last write: whoever sends it along with a request for a page, as `Hearth-Epoch`, sees nothing older. */
  epoch: string | undefined

  constructor(options: ClientOptions) {
    this.#options = options
  }

  get<P extends PathOf<'GET'>>(path: P, ...[options]: Arguments<'GET', P>): Promise<AnswerOf<'GET', P>> {
    return this.request('GET', path, options as RequestOptions)
  }

  post<P extends PathOf<'POST'>>(path: P, ...[options]: Arguments<'POST', P>): Promise<AnswerOf<'POST', P>> {
    return this.request('POST', path, options as RequestOptions)
  }

  put<P extends PathOf<'PUT'>>(path: P, ...[options]: Arguments<'PUT', P>): Promise<AnswerOf<'PUT', P>> {
    return this.request('PUT', path, options as RequestOptions)
  }

  patch<P extends PathOf<'PATCH'>>(path: P, ...[options]: Arguments<'PATCH', P>): Promise<AnswerOf<'PATCH', P>> {
    return this.request('PATCH', path, options as RequestOptions)
  }

  delete<P extends PathOf<'DELETE'>>(path: P, ...[options]: Arguments<'DELETE', P>): Promise<AnswerOf<'DELETE', P>> {
    return this.request('DELETE', path, options as RequestOptions)
  }

  /** Which pages a write would change; nothing is written. */
  dryRun<M extends Method, P extends DryRunPathOf<M>>(
    method: M,
    path: P,
    ...[options]: Arguments<M, P>
  ): Promise<DryRunOf<M, P>> {
    const { query, ...rest } = (options ?? {}) as RequestOptions
    return this.request(method, path, { ...rest, query: { ...query, dryRun: true } })
  }

  /** Every item of a list, page by page. */
  async *each<P extends PathOf<'GET'>>(path: P, ...[options]: Arguments<'GET', P>): AsyncGenerator<ItemOf<P>> {
    let cursor: string | undefined
    do {
      const { query, ...rest } = (options ?? {}) as RequestOptions
      const page: { items: ItemOf<P>[]; next?: string | null } = await this.request('GET', path, {
        ...rest,
        query: { ...query, cursor },
      })
      yield* page.items
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
  }

  /** Any request, for what is not known until it runs. Throws `HearthProblem` or `HearthUnreachable`. */
  async request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
    const { url, key, timeoutMs = ANSWER_LIMIT_MS, fetch: send = fetch } = this.#options
    const { body, idempotencyKey, ifMatch, signal } = options
    const isForm = body instanceof FormData
    const headers: Record<string, string> = {
      Accept: 'application/json',
      ...(key !== undefined && { Authorization: `Bearer ${key}` }),
      ...(body !== undefined && !isForm && { 'Content-Type': 'application/json' }),
      ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
      ...(ifMatch !== undefined && { 'If-Match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
    }
    const limit = AbortSignal.timeout(timeoutMs)
    const address = `${url.replace(/\/+$/, '')}/api/v1${addressOf(path, options)}`
    const response = await send(address, {
      method,
      headers,
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    }).catch((cause: unknown) => {
      // Whoever stopped it knows why.
      if (signal?.aborted) throw cause
      throw new HearthUnreachable(url, cause)
    })
    this.epoch = response.headers.get('hearth-epoch') ?? this.epoch
    if (!response.ok) throw await HearthProblem.from(response)
    return (response.status === 204 ? undefined : await answerOf(response)) as T
  }
}

function addressOf(path: string, { path: values = {}, query = {} }: RequestOptions): string {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name] ?? '')))
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return text === '' ? address : `${address}?${text}`
}

function answerOf(response: Response): Promise<unknown> {
  const isJson = /^application\/(?:[\w.+-]+\+)?json\b/.test(response.headers.get('content-type') ?? '')
  return isJson ? response.json() : response.text()
}
