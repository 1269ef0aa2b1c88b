/**
 * The admin's pages do what they do through the API, in this process and in the name of who is signed in: its checks, its
 * rights, its words. It is called by the typed client, as others call it; what it refuses is thrown as `HearthProblem`.
 */
import { createClient, type HearthClient, HearthProblem } from '../client/index.ts'
import type { AdminContext } from './env.ts'

/** Nobody listens there: no request leaves the process. */
const HERE = 'http://localhost'

/** One for each request, as `c.var.api`. */
export function apiOf(c: AdminContext): HearthClient {
  return createClient({
    url: HERE,
    fetch: (address, init) => send(c, address.slice(`${HERE}/api/v1`.length), init),
  })
}

/** The id in the address of the page. */
export function idOf(c: AdminContext): number {
  return Number(c.req.param('id'))
}

/** Hands a file on to the API, which takes it as the field "file" of a form. */
export function fileForm(file: File): FormData {
  const form = new FormData()
  form.append('file', file)
  return form
}

/** Hands on a file that the API makes. */
export async function download(c: AdminContext, path: string): Promise<Response> {
  const response = await send(c, path, {})
  if (!response.ok) throw await HearthProblem.from(response)
  for (const name of ['content-type', 'content-disposition']) c.header(name, response.headers.get(name) ?? '')
  return c.body(await response.arrayBuffer())
}

async function send(c: AdminContext, path: string, { method = 'GET', headers, body = null }: RequestInit) {
  const ours = new Headers(headers)
  ours.set('cookie', c.req.header('cookie') ?? '')
  ours.set('sec-fetch-site', 'same-origin')
  if (typeof body === 'string') ours.set('content-length', String(Buffer.byteLength(body)))
  const response = await c.var.deps.api.request(path, { method, headers: ours, body })
  // What the writer looks at next shows what they wrote.
  if (response.ok)
    for (const cookie of response.headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true })
  return response
}
