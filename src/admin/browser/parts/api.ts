/** The site's API, as who is signed in. */
import { createClient, type HearthClient, HearthProblem, HearthUnreachable, type Media } from '../../../client/index.ts'

/** A large file on a slow line takes its time. */
const LIMIT_MS = 3_600_000

export const api = newClient()

/** One with an epoch of its own, for who needs to know that of their own writes. */
export function newClient(): HearthClient {
  return createClient({ url: location.origin, timeoutMs: LIMIT_MS })
}

/** The connection is down, or the server is. */
export function isOffline(error: unknown): boolean {
  return error instanceof HearthUnreachable
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof HearthProblem && error.status === 401
}

/** `onProgress`, which `fetch` does not tell, is told the share that is sent, 0 to 1. */
export function upload(file: File, onProgress: (share: number) => void): Promise<Media> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / total))
    request.addEventListener('error', (event) => reject(new HearthUnreachable(location.origin, event)))
    request.addEventListener('load', () => {
      const { status, statusText, responseText } = request
      const answer = new Response(responseText, { status, statusText })
      if (answer.ok) resolve(answer.json())
      else void HearthProblem.from(answer).then(reject)
    })
    request.open('POST', '/api/v1/media')
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}
