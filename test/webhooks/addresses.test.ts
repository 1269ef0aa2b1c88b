/** Webhooks lead to public addresses only: every form in which somebody could write another. */
import type { lookup as systemLookup } from 'node:dns'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { addressProblem, isPublicAddress, publicLookup } from '../../src/webhooks/index.ts'
import { sendRequest } from '../../src/webhooks/request.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { Receiver } from './receiver.ts'

const FORBIDDEN = [
  ...['127.0.0.1', '127.255.0.9', '0.0.0.0', '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255'],
  ...['192.168.1.1', '169.254.169.254', '100.64.0.1', '192.0.0.192', '192.0.2.1', '198.18.0.1', '198.51.100.7'],
  ...['203.0.113.9', '224.0.0.1', '240.0.0.1', '255.255.255.255', '192.88.99.1'],
  ...['::', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::ffff:169.254.169.254', '::127.0.0.1'],
  ...[
    '::ffff:0:127.0.0.1',
    '64:ff9b::127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::1',
    '100::1',
    'fe80::1',
    'fe80::1%lo',
  ],
  ...[
    'fc00::1',
    'fd00:ec2::254',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::',
    '3fff::1',
    '5f00::1',
  ],
]
const PUBLIC = [
  ...['1.1.1.1', '8.8.8.8', '93.184.215.14', '172.15.255.255', '172.32.0.1', '100.128.0.1', '192.167.255.255'],
  ...['2606:4700::1111', '2a00:1450:4001:80b::200e', '::ffff:8.8.8.8', '64:ff9b::808:808'],
]

describe('an address', () => {
  it.each(FORBIDDEN)('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false))
  it.each(PUBLIC)('%s is public', (address) => expect(isPublicAddress(address)).toBe(true))
  it('that is none is not public', () => {
    for (const text of ['', 'localhost', '1.2.3', '1.2.3.4.5', '0x7f000001', 'example.com'])
      expect(isPublicAddress(text)).toBe(false)
  })
})

const PRIVATE_URLS = [
  ...['http://127.0.0.1/', 'http://[::1]/', 'http://[::ffff:127.0.0.1]/', 'http://[0:0:0:0:0:ffff:7f00:0001]/'],
  ...[
    'http://169.254.169.254/latest/meta-data/',
    'http://10.1.2.3/',
    'https://192.168.0.1/',
    'http://172.20.0.1:8080/',
  ],
  ...['http://2130706433/', 'http://0x7f000001/', 'http://0x7f.1/', 'http://0177.0.0.1/', 'http://017700000001/'],
  ...[
    'http://127.1/',
    'http://0/',
    'http://１２７.0.0.1/',
    'http://127。0。0。1/',
    'http://%31%32%37.0.0.1/',
    'http://127.0.0.1./',
  ],
  ...[
    'http://localhost/',
    'http://LOCALHOST./',
    'http://a.localhost/',
    'http://[fd00:ec2::254]/',
    'http://[64:ff9b::7f00:1]/',
  ],
  ...['http://[fe80::1]/', 'http://0.0.0.0:3000/', 'http://3232235521/', 'http://0xA9FEA9FE/', 'http://[::]/'],
]

describe('what somebody types as the address of a webhook', () => {
  it.each(PRIVATE_URLS)('%s is refused', (url) => {
    expect(addressProblem(url, false)).toContain('private network')
    expect(addressProblem(url, true)).toBeUndefined()
  })
  it.each([
    ['ftp://example.com/', /https:\/\//],
    ['file:///etc/passwd', /https:\/\//],
    ['javascript:alert(1)', /https:\/\//],
    ['gopher://127.0.0.1/', /https:\/\//],
    ['https://user:password@example.com/', /user name or password/],
    ['https://user@example.com/', /user name or password/],
    ['example.com/hook', /an address such as/],
    ['//example.com/', /an address such as/],
    ['http://', /an address such as/],
    ['', /an address such as/],
    [`https://example.com/${'x'.repeat(2000)}`, /2000 characters/],
  ])('%s is refused, whatever is allowed', (url, why) => {
    expect(addressProblem(url, false)).toMatch(why)
    expect(addressProblem(url, true)).toMatch(why)
  })
  it('is taken when it is public', () => {
    for (const url of ['https://example.com/hook?key=1', 'http://8.8.8.8:8080/', 'https://[2606:4700::1111]/'])
      expect(addressProblem(url, false)).toBeUndefined()
  })
  it('in any notation of a private IPv4 address is refused', () => {
    const notation = fc.constantFrom(
      (n: number) => String(n),
      (n: number) => `0x${n.toString(16)}`,
      (n: number) => `0${n.toString(8)}`,
      (n: number) => `[::ffff:${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}]`,
    )
    const inNetwork = fc.tuple(fc.constantFrom(10, 127), fc.nat(0xffffff)).map(([top, rest]) => top * 2 ** 24 + rest)
    fc.assert(
      fc.property(notation, inNetwork, (write, address) => {
        expect(addressProblem(`http://${write(address)}/`, false)).toContain('private network')
      }),
    )
  })
})

/** A name server that says what it is told to, another thing each time. */
function nameServer(...answers: readonly string[][]): { lookup: typeof systemLookup; asked: () => number } {
  let asked = 0
  const lookup = ((_: string, __: unknown, callback: (error: null, found: object[]) => void) => {
    const addresses = answers[Math.min(asked++, answers.length - 1)] ?? []
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }) as unknown as typeof systemLookup
  return { lookup, asked: () => asked }
}

describe('a name', () => {
  let port: number
  const hits: string[] = []
  const local = createServer((request, response) => {
    hits.push(request.url ?? '')
    response.end('inside')
  })
  beforeAll(async () => {
    await new Promise<void>((resolve) => local.listen(0, '127.0.0.1', resolve))
    port = (local.address() as AddressInfo).port
  })
  afterAll(() => local.close())
  const send = (name: string, lookup: typeof systemLookup) =>
    sendRequest(
      { url: `http://${name}:${port}/`, headers: {}, body: '{}' },
      { allowPrivate: false, lookup: publicLookup(lookup), timeoutMs: 2000 },
    )

  it.each([['127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], ['169.254.169.254'], ['10.0.0.1'], ['8.8.8.8', '127.0.0.1']])(
    'that leads to %s is refused when the connection is made',
    async (...addresses) => {
      const { status, error } = await send('rebind.example', nameServer(addresses).lookup)
      expect([status, error]).toEqual([
        undefined,
        expect.stringContaining('rebind.example leads into a private network'),
      ])
      expect(hits).toEqual([])
    },
  )

  it('is asked for once: the connection goes to the address that was checked', async () => {
    // Public when it is checked; it would be this machine if anybody asked again.
    const names = nameServer(['192.0.2.1'], ['127.0.0.1'])
    const checked = nameServer(['8.8.8.8'], ['127.0.0.1'])
    await send('rebind.example', names.lookup)
    const found = await new Promise((resolve) =>
      publicLookup(checked.lookup)('rebind.example', { all: true }, (_, addresses) => resolve(addresses)),
    )
    expect(found).toEqual([{ address: '8.8.8.8', family: 4 }])
    expect([names.asked(), checked.asked(), hits]).toEqual([1, 1, []])
  })

  it('of this machine in the hosts file is refused', async () => {
    const { error } = await sendRequest(
      { url: `http://localhost.localdomain:${port}/`, headers: {}, body: '{}' },
      { allowPrivate: false, timeoutMs: 2000 },
    )
    expect(error).toMatch(/private network|No connection/)
    expect(hits).toEqual([])
  })

  it.each(PRIVATE_URLS.slice(0, 6))('is not needed: %s is not called either', async (url) => {
    const target = new URL(url)
    target.port = String(port)
    const { status, error } = await sendRequest({ url: target.href, headers: {}, body: '{}' }, { allowPrivate: false })
    expect([status, error]).toEqual([undefined, expect.stringContaining('private network')])
    expect(hits).toEqual([])
  })
})

describe('a request', () => {
  it('ends after its time, also when the answer dawdles', async () => {
    const slow = createServer((request, response) => {
      if (request.url === '/trickle') response.writeHead(200).write('a little')
    })
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`
    const options = { allowPrivate: true, timeoutMs: 200 }
    const silent = await sendRequest({ url: `${url}/`, headers: {}, body: '{}' }, options)
    expect(silent).toMatchObject({ status: undefined, error: 'No answer within 0.2 s.' })
    const dawdling = await sendRequest({ url: `${url}/trickle`, headers: {}, body: '{}' }, options)
    expect(dawdling).toMatchObject({ status: 200, error: undefined, body: 'a little' })
    slow.closeAllConnections()
    slow.close()
  })

  it('that the end of the server breaks off counts for nothing', async () => {
    const receiver = await Receiver.start()
    const stopping = new AbortController()
    receiver.reply = () => {
      stopping.abort()
      return new Promise(() => {})
    }
    const sent = sendRequest(
      { url: receiver.url, headers: {}, body: '{}' },
      { allowPrivate: true, signal: stopping.signal },
    )
    await expect(sent).rejects.toThrow()
    await receiver.stop()
  })

  it('keeps of an answer what PostgreSQL can keep', async () => {
    const receiver = await Receiver.start()
    receiver.reply = () => ({ status: 200, body: `a\u0000b${'é'.repeat(2000)}` })
    const { body } = await sendRequest({ url: receiver.url, headers: {}, body: '{}' }, { allowPrivate: true })
    await receiver.stop()
    expect(body).toMatch(/^a\ufffdbé+$/)
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(2050)
  })
})

describe('the API', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer(inject('clusterUrl'))
  })
  afterAll(() => server.stop())

  it('takes no private address, and says why', async () => {
    for (const url of ['http://127.0.0.1/', 'http://[::1]/', 'http://2130706433/', 'http://169.254.169.254/']) {
      const { status, body } = await server.api('POST', '/webhooks', { url, events: ['*'] })
      expect([status, body.errors]).toEqual([
        422,
        [{ field: 'url', message: expect.stringContaining('WEBHOOKS_ALLOW_PRIVATE') }],
      ])
    }
    const { body: hook } = await server.api('POST', '/webhooks', { url: 'https://example.com/', events: ['*'] })
    expect((await server.api('PATCH', `/webhooks/${hook.id}`, { url: 'http://10.0.0.1/' })).status).toBe(422)
    expect((await server.api('PATCH', `/webhooks/${hook.id}`, { url: 'https://example.com/other' })).status).toBe(200)
  })

  it('does not call one that was allowed when it was made', async () => {
    const receiver = await Receiver.start()
    const [hook] = await server.db.sql`
      insert into webhook (name, url, events, secret) values ('x', ${receiver.url}, array['*'], 'whsec_AAAA') returning id::int`
    const { body } = await server.api('POST', `/webhooks/${hook?.id}/test`)
    await receiver.stop()
    expect(body.history).toMatchObject([{ status: null, error: expect.stringContaining('private network') }])
    expect(receiver.received).toEqual([])
  })
})
