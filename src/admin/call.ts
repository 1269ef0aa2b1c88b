/** The admin's pages do what they do through the API: its checks, its rights, its words. */
import type { AdminContext } from './env.ts'

export interface Problem {
  readonly status: number
  readonly detail: string
  readonly errors?: readonly { readonly field: string; readonly message: string }[]
}

/** An answer of the API that is a problem document. */
export class CallError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

/** Calls the API in the name of who is signed in. Throws `CallError`. */
// biome-ignore lint/suspicious/noExplicitAny: the API's own schemas say what each answer is
export async function call<T = any>(
  c: AdminContext,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> {
  const headers = new Headers({ cookie: c.req.header('cookie') ?? '', 'sec-fetch-site': 'same-origin' })
  if (body !== undefined) headers.set('content-type', 'application/json')
  const text = body === undefined ? null : JSON.stringify(body)
  if (text !== null) headers.set('content-length', String(Buffer.byteLength(text)))
  const response = await c.var.deps.api.request(path, { method, headers, body: text })
  const answer = response.status === 204 ? undefined : await response.json()
  if (response.status >= 400) throw new CallError(answer as Problem)
  // What the writer looks at next shows what they wrote.
  for (const cookie of response.headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true })
  return answer as T
}

/** Hands on a file that the API makes. */
export async function download(c: AdminContext, path: string): Promise<Response> {
  const headers = { cookie: c.req.header('cookie') ?? '', 'sec-fetch-site': 'same-origin' }
  const response = await c.var.deps.api.request(path, { method: 'GET', headers })
  if (response.status >= 400) throw new CallError((await response.json()) as Problem)
  for (const name of ['content-type', 'content-disposition']) c.header(name, response.headers.get(name) ?? '')
  return c.body(await response.arrayBuffer())
}

/** Hands a file to the API, as the field "file" of a form. */
export async function sendFile(c: AdminContext, method: 'POST' | 'PUT', path: string, file: File): Promise<void> {
  const body = new FormData()
  body.append('file', file)
  const headers = { cookie: c.req.header('cookie') ?? '', 'sec-fetch-site': 'same-origin' }
  const response = await c.var.deps.api.request(path, { method, headers, body })
  if (response.status >= 400) throw new CallError((await response.json()) as Problem)
  for (const cookie of response.headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true })
}
