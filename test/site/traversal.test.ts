import { request } from 'node:http'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer(inject('clusterUrl'))
})
afterAll(() => server.stop())

/** As it is written: `fetch` would tidy the path first. */
function raw(path: string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(server.localUrl)
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }))
    })
    asked.on('error', reject).end()
  })
}

it('leads to no file but those that are to be served, however a path climbs', async () => {
  const climbs = [
    '../',
    '..%2f',
    '%2e%2e/',
    '%2e%2e%2f',
    '..%5c',
    '..\\',
    '....//',
    '%252e%252e%252f',
    '..;/',
    '..%00/',
  ]
  const targets = ['etc/passwd', 'package.json', 'src/main.ts', '.env']
  const found: string[] = []
  for (const room of ['/media/', '/assets/', '/assets/css/', '/', '/admin/', '/posts/', '/tags/x/']) {
    for (const climb of climbs) {
      for (const target of targets) {
        const path = `${room}${climb.repeat(8)}${target}`
        const { status, text } = await raw(path)
        if (status === 200 || status >= 500 || /root:|"devDependencies"|startServer/.test(text))
          found.push(`${path}: ${status}`)
      }
    }
  }
  expect(found).toEqual([])
})
