/** Forms that no page of ours would send. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Browser } from '../support/browser.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { signedIn } from './accounts.ts'

let server: TestServer
let owner: Browser
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
  owner = await signedIn(server, 'Olga', 'owner')
})
afterAll(() => server.stop())

/** Sends a body piece by piece, without saying how long it will be; how many bytes were taken from it, and the answer. */
async function pour(path: string, contentType: string, bytes: number, cookie = '') {
  const piece = new Uint8Array(64 * 1024).fill(97)
  let taken = 0
  const body = new ReadableStream({
    pull(controller) {
      if (taken >= bytes) return controller.close()
      taken += piece.length
      controller.enqueue(piece)
    },
  })
  const headers = { 'Content-Type': contentType, 'Sec-Fetch-Site': 'same-origin', Cookie: cookie }
  const response = await fetch(server.localUrl + path, {
    method: 'POST',
    headers,
    body,
    ...{ duplex: 'half' as const },
  }).catch(() => undefined)
  return { status: response?.status, taken }
}

const FORM = 'application/x-www-form-urlencoded'
const MULTIPART = 'multipart/form-data; boundary=x'
const HUGE = 300_000_000

describe('a body that is too large', () => {
  it('is refused whoever sends it, long before it is all there', async () => {
    for (const path of ['/admin/sign-in', '/admin/sign-in/code', '/admin/sign-in/passkey', '/admin/setup']) {
      for (const type of [FORM, MULTIPART, 'application/json']) {
        const { status, taken } = await pour(path, type, HUGE)
        expect([path, type, [413, undefined].includes(status)]).toEqual([path, type, true])
        expect(taken).toBeLessThan(20_000_000)
      }
    }
    const text = `email=${'a'.repeat(200_000)}`
    const { status } = await fetch(`${server.localUrl}/admin/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': FORM, 'Sec-Fetch-Site': 'same-origin' },
      body: text,
    })
    expect(status).toBe(413)
  })

  it('is refused in the admin, where a long text is not', async () => {
    const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const { body: post } = await owner.api('POST', '/posts', { title: 'Long' })
    const { status } = await pour(`/admin/posts/${post.id}`, FORM, 60_000_000, cookie)
    expect([413, undefined]).toContain(status)
    const form = { title: 'Long', markdown: 'ж'.repeat(1_500_000), version: '1', action: 'save' }
    expect((await owner.post(`/admin/posts/${post.id}`, form)).status).toBe(303)
  })

  it('is not read at all from somebody without a key', async () => {
    const { status, taken } = await pour('/api/v1/media', MULTIPART, 100_000_000)
    expect([401, undefined]).toContain(status)
    expect(taken).toBeLessThan(20_000_000)
  })
})

it('a form that is damaged is no fault of the server', async () => {
  for (const type of ['multipart/form-data', MULTIPART]) {
    for (const path of ['/admin/tags', '/admin/media', '/admin/sign-in']) {
      const answer = await owner.post(path, {}, { 'Content-Type': type })
      expect([type, path, answer.status]).toEqual([type, path, 422])
      expect(answer.text).toContain('arrived damaged')
    }
  }
})

it('a date that is none is said, and nothing is saved', async () => {
  const { body: post } = await owner.api('POST', '/posts', { title: 'Dated' })
  const form = { title: 'Other', markdown: '', version: String(post.version), action: 'save' }
  for (const publishedAt of ['-1', '1e309', '%00', 'tomorrow']) {
    const answer = await owner.post(`/admin/posts/${post.id}`, { ...form, publishedAt })
    expect([publishedAt, answer.status]).toEqual([publishedAt, 422])
    expect(answer.text).toContain('is no date and time')
  }
  expect((await owner.api('GET', `/posts/${post.id}`)).body.title).toBe('Dated')
})

it('zero bytes are looked for and not found, here as elsewhere', async () => {
  expect((await server.get('/search?q=%00')).status).toBe(200)
  expect((await server.get('/search?q=a%00b')).status).toBe(200)
  for (const fields of [
    { email: 'a\0@example.com', password: 'x' },
    { email: 'a@example.com', password: '\0' },
  ])
    expect((await owner.post('/admin/sign-in', fields)).status).toBe(422)
})
