/** A server that stops waits for answers, and for nothing else. */
import { Agent, createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { Connections } from '../src/connections.ts'

/** Longer than the tests may take. */
const FOREVER_MS = 3_600_000

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void) {
  const http = createServer({ keepAliveTimeout: FOREVER_MS })
  const connections = new Connections(http)
  http.on('request', handle)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const agent = new Agent({ keepAlive: true })
  const ask = () =>
    new Promise<IncomingMessage>((resolve, reject) =>
      get({ port, agent, host: '127.0.0.1' }, resolve).once('error', reject),
    )
  return { http, connections, port, ask }
}

it('a connection on which nothing was asked yet, or that was answered, holds up nothing', async () => {
  const { http, connections, port, ask } = await serve((_, response) => response.end('Here'))
  expect(await text(await ask())).toBe('Here')
  const silent = connect(port, '127.0.0.1')
  const ended = new Promise((resolve) => silent.once('end', resolve))
  await new Promise((resolve) => http.once('connection', resolve))
  await connections.drain(FOREVER_MS)
  await ended
  silent.destroy()
})

it('an answer that is under way goes out whole, and its connection ends with it', async () => {
  let go = () => {}
  const { connections, ask } = await serve((_, response) => {
    response.write('The first half, ')
    go = () => response.end('and the second.')
  })
  const answer = await ask()
  const drained = connections.drain(FOREVER_MS)
  go()
  expect(await text(answer)).toBe('The first half, and the second.')
  await drained
})

it('an answer that never ends is cut off at the limit', async () => {
  const { connections, ask } = await serve((_, response) => response.write('And then, '))
  const answer = await ask()
  await connections.drain(1)
  await expect(text(answer)).rejects.toThrow('aborted')
})
