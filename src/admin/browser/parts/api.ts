/** The site's API, as who is signed in. */

export interface Problem {
  readonly status: number
  readonly detail: string
  readonly errors?: readonly { readonly field: string; readonly message: string }[]
  /** Of a version conflict: what is stored. */
  readonly current?: Post
}

export interface Post {
  readonly id: number
  readonly title: string
  readonly slug: string
  readonly markdown: string
  readonly ownExcerpt: string | null
  readonly excerpt: string
  readonly status: string
  readonly url: string
  readonly publishedAt: string | null
  readonly tags: readonly string[]
  readonly authors: readonly string[]
  readonly version: number
  /** What else the form has: see `fields.ts`. */
  readonly [field: string]: unknown
}

export class ApiError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

/** The connection is down, or the server is. */
export class OfflineError extends Error {
  constructor() {
    super('The server cannot be reached.')
  }
}

export interface ApiAnswer<T> {
  readonly body: T
  /** Of a write: its place in commit order. */
  readonly epoch: string | null
}

/** Throws `ApiError` and `OfflineError`. */
export async function api<T>(method: string, path: string, body?: unknown): Promise<ApiAnswer<T>> {
  const response = await fetch(`/api/v1${path}`, {
    method,
    ...(body instanceof FormData && { body }),
    ...(body !== undefined &&
      !(body instanceof FormData) && {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
  }).catch(() => {
    throw new OfflineError()
  })
  const answer = response.status === 204 ? undefined : await response.json().catch(() => undefined)
  if (!response.ok)
    throw new ApiError(answer ?? { status: response.status, detail: 'The server did not answer as it should.' })
  return { body: answer as T, epoch: response.headers.get('Hearth-Epoch') }
}

export interface Uploaded {
  readonly url: string
  readonly fileName: string
  readonly contentType: string
  readonly alt: string
}

/** `onProgress` is told the share that is sent, 0 to 1. */
export function upload(file: File, onProgress: (share: number) => void): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / total))
    request.addEventListener('error', () => reject(new OfflineError()))
    request.addEventListener('load', () => {
      if (request.status < 400) resolve(request.response as Uploaded)
      else reject(new ApiError(request.response ?? { status: request.status, detail: 'The file was not taken.' }))
    })
    request.open('POST', '/api/v1/media')
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}
