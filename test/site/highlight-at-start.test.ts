import { expect, inject, it } from 'vitest'
import { createGoldenDatabase } from '../support/golden-site.ts'
import { startTestServer } from '../support/server.ts'

/** In a process of its own: the highlighter is loaded once, and a new site's first post would load it before the server listens. */
it('code is highlighted by a server that was started on a site with posts', async () => {
  const golden = await createGoldenDatabase(inject('clusterUrl'))
  const server = await startTestServer(inject('clusterUrl'), { TEST_TEMPLATE: golden.name })
  try {
    const { status, body } = await server.api('POST', '/posts/render', { markdown: '```rust\nlet x = 1\n```' })
    expect(status).toBe(200)
    expect(body.html).toContain('<span class="k">let</span>')
  } finally {
    await server.stop()
    await golden.drop()
  }
})
