import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { afterAll, describe, expect, it } from 'vitest'
import { Assets } from '../../src/site/assets.ts'

describe('assets', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hearth-assets-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const css = 'body { color: red }\n'.repeat(50)
  writeFileSync(path.join(folder, 'a.css'), css)
  writeFileSync(path.join(folder, 'b.png'), Buffer.from([1, 2, 3]))
  writeFileSync(path.join(folder, 'favicon.ico'), Buffer.from([4]))
  const assets = new Assets([folder])
  const app = new Hono().use(assets.handler())
  const get = (address: string, headers: Record<string, string> = {}) => app.request(address, { headers })

  it('have addresses that change with their content, and may be kept for ever', async () => {
    expect(assets.path('a.css')).toMatch(/^\/assets\/a\.[0-9a-f]{12}\.css$/)
    const response = await get(assets.path('a.css'))
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(await response.text()).toBe(css)
    writeFileSync(path.join(folder, 'a.css'), 'body{}')
    expect(new Assets([folder]).path('a.css')).not.toBe(assets.path('a.css'))
  })

  it('come compressed as the browser likes it', async () => {
    const decoders = { br: brotliDecompressSync, gzip: gunzipSync }
    for (const [encoding, decode] of Object.entries(decoders)) {
      const response = await get(assets.path('a.css'), { 'Accept-Encoding': encoding })
      expect(response.headers.get('content-encoding')).toBe(encoding)
      expect(response.headers.get('vary')).toBe('Accept-Encoding')
      expect(decode(new Uint8Array(await response.arrayBuffer())).toString()).toBe(css)
    }
    const image = await get(assets.path('b.png'), { 'Accept-Encoding': 'br, gzip' })
    expect(image.headers.get('content-encoding')).toBeNull()
  })

  it('are not sent again to who has them', async () => {
    const etag = (await get(assets.path('a.css'))).headers.get('etag') ?? ''
    const again = await get(assets.path('a.css'), { 'If-None-Match': etag })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
  })

  it('has the icon where browsers ask for it, but not for ever', async () => {
    const icon = await get('/favicon.ico')
    expect(icon.headers.get('content-type')).toBe('image/x-icon')
    expect(icon.headers.get('cache-control')).toBe('public, max-age=86400')
  })

  it('leaves other addresses to others, and says when a file is missing', async () => {
    expect((await get('/assets/a.000000000000.css')).status).toBe(404)
    expect(() => assets.path('none.css')).toThrow('There is no static file none.css')
  })
})
