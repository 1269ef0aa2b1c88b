import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { EVENT_TYPES } from '../../src/webhooks/index.ts'
import { RETRY_DELAYS_MS } from '../../src/webhooks/retries.ts'
import { newSecret, signatureHeaders } from '../../src/webhooks/signature.ts'
import { VERIFY } from '../../templates/admin/webhook-verification.ts'

const text = readFileSync(path.resolve(import.meta.dirname, '../../docs/webhooks.md'), 'utf8')

it('says how a receiver checks a message, and that works', async () => {
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(text) ?? []
  expect(code.trim()).toBe(VERIFY)
  const { isOurs } = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)
  const [secret, former, body] = [newSecret(), newSecret(), '{"id":"msg_1"}']
  const headers = signatureHeaders([secret, former], 'msg_1', new Date(), body)
  expect(isOurs(headers, body, secret)).toBe(true)
  expect(isOurs(headers, body, former)).toBe(true)
  expect(isOurs(headers, body, newSecret())).toBe(false)
  expect(isOurs(headers, `${body} `, secret)).toBe(false)
  expect(isOurs({ ...headers, 'webhook-id': 'msg_2' }, body, secret)).toBe(false)
  expect(isOurs({ ...headers, 'webhook-timestamp': 'soon' }, body, secret)).toBe(false)
  const old = signatureHeaders([secret], 'msg_1', new Date(Date.now() - 600_000), body)
  expect(isOurs(old, body, secret)).toBe(false)
})

it('names every event, and every pause between attempts', () => {
  for (const type of Object.keys(EVENT_TYPES)) expect(text).toContain(`\`${type}\``)
  const pauses = RETRY_DELAYS_MS.map((ms) =>
    ms < 60_000 ? `${ms / 1000} s` : ms < 3_600_000 ? `${ms / 60_000} min` : `${ms / 3_600_000} h`,
  )
  expect(text).toContain(`| – | ${pauses.join(' | ')} |`)
})
