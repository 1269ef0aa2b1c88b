/** One attempt: a POST that follows no redirect, waits ten seconds at most, and keeps 2 KB of the answer. */
import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { addressProblem, ForbiddenAddressError, publicLookup } from './addresses.ts'

export const TIMEOUT_MS = 10_000
const MAX_KEPT_BYTES = 2048

export interface OutgoingRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface SendOptions {
  /** Also to private networks. */
  readonly allowPrivate: boolean
  readonly timeoutMs?: number
  /** The server is stopping: the request is given up, and counts for nothing. */
  readonly signal?: AbortSignal | undefined
  readonly lookup?: LookupFunction
}

export interface Answer {
  /** Undefined: there was none. */
  readonly status: number | undefined
  readonly ms: number
  /** Why there was none, or why it does not count. */
  readonly error: string | undefined
  /** The beginning of its body, as text. */
  readonly body: string
  /** Seconds that the receiver asks for. */
  readonly retryAfterS: number | undefined
}

/** Sends it. Whatever goes wrong is in the answer; only a server that stops throws. */
export async function sendRequest(outgoing: OutgoingRequest, options: SendOptions): Promise<Answer> {
  const { timeoutMs = TIMEOUT_MS, signal } = options
  const startedAt = performance.now()
  const ms = () => Math.round(performance.now() - startedAt)
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    const { status, body, retryAfterS } = await exchange(outgoing, options, timeout)
    const isRedirect = status >= 300 && status < 400
    const error = isRedirect ? 'It redirects; redirects are not followed. Change the address.' : undefined
    return { status, ms: ms(), error, body, retryAfterS }
  } catch (error) {
    signal?.throwIfAborted()
    const text = timeout.aborted ? `No answer within ${timeoutMs / 1000} s.` : sentence(error)
    return { status: undefined, ms: ms(), error: text, body: '', retryAfterS: undefined }
  }
}

interface Exchanged {
  readonly status: number
  readonly body: string
  readonly retryAfterS: number | undefined
}

function exchange(
  { url, headers, body }: OutgoingRequest,
  { allowPrivate, signal, lookup = publicLookup() }: SendOptions,
  timeout: AbortSignal,
): Promise<Exchanged> {
  const { promise, resolve, reject } = Promise.withResolvers<Exchanged>()
  const problem = addressProblem(url, allowPrivate)
  if (problem) throw new ForbiddenAddressError(`The address ${problem}.`)
  const target = new URL(url)
  // A connection of its own, made now: one that is kept could lead where it was allowed to lead once.
  const options: RequestOptions = {
    ...{ method: 'POST', agent: false, headers: { ...headers, 'Content-Length': Buffer.byteLength(body) } },
    ...{ signal: signal ? AbortSignal.any([timeout, signal]) : timeout },
    ...(!allowPrivate && { lookup }),
  }
  const request = (target.protocol === 'https:' ? requestHttps : requestHttp)(target, options)
  let isAnswered = false
  request.on('error', (error) => {
    // An answer that breaks off is an answer.
    if (!isAnswered) reject(error)
  })
  request.on('upgrade', (_, socket) => {
    socket.destroy()
    reject(new Error('It answered with another protocol.'))
  })
  request.on('response', (response) => {
    isAnswered = true
    const status = response.statusCode ?? 0
    const retryAfterS = secondsOf(response.headers['retry-after'])
    readStart(response).then((start) => {
      request.destroy()
      resolve({ status, body: start, retryAfterS })
    })
  })
  request.end(body)
  return promise
}

/** The first bytes, as text that PostgreSQL can keep. One that breaks off or dawdles counts as far as it came. */
function readStart(response: IncomingMessage): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const chunks: Buffer[] = []
  let size = 0
  const end = () => resolve(textOf(Buffer.concat(chunks).subarray(0, MAX_KEPT_BYTES)))
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    size += chunk.length
    if (size >= MAX_KEPT_BYTES) end()
  })
  response.on('error', end)
  response.on('close', end)
  return promise
}

function textOf(bytes: Buffer): string {
  // A character that was cut in two at the end is left out.
  const text = new TextDecoder().decode(bytes, { stream: true })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\ufffd')
}

/** Retry-After: seconds, or a date. */
function secondsOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  if (/^\d{1,9}$/.test(header)) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1000))
}

function sentence(error: unknown): string {
  const [first] = error instanceof AggregateError && error.errors.length > 0 ? error.errors : [error]
  if (first instanceof ForbiddenAddressError) return first.message
  return first instanceof Error ? `No connection: ${first.message}` : String(first)
}
