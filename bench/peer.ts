/** The peer: a bare `node:http` server that sends what Hearth sent, byte for byte. */
import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'

const [, , page = '', encoding = ''] = process.argv

get(page, { headers: { 'Accept-Encoding': encoding } }, (response) => {
  const chunks: Buffer[] = []
  response.on('data', (chunk: Buffer) => chunks.push(chunk))
  response.on('end', () => {
    const body = Buffer.concat(chunks)
    // The connection's own headers are the server's to make, as in Hearth.
    const own = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding'])
    const headers: string[] = []
    for (let i = 0; i < response.rawHeaders.length; i += 2) {
      const name = response.rawHeaders[i] ?? ''
      if (!own.has(name.toLowerCase())) headers.push(name, response.rawHeaders[i + 1] ?? '')
    }
    const server = createServer({ keepAliveTimeout: 65_000 }, (_, answer) => {
      answer.writeHead(200, headers)
      answer.end(body)
    })
    server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
    process.on('SIGTERM', () => process.exit(0))
  })
})
