import { expect, inject, it } from 'vitest'
import { startTestServer } from '../support/server.ts'

it('compares the newest of what matches, so that words which are everywhere do not take seconds', async () => {
  const server = await startTestServer(inject('clusterUrl'), { CACHE_MODEL: 'off' })
  try {
    // The older, the more often the word: the oldest of those compared comes first, what is older still not at all.
    await server.db.sql`
      insert into post (slug, title, markdown, html, plain_text, auto_excerpt, rendered_from, renderer_version, status, published_at)
      select 'post-' || n, 'Number ' || n, '', '', case when n in (1, 51) then repeat('everywhere ', 20) else 'everywhere' end, '',
        md5(''), 1, 'published', timestamptz '2020-01-01Z' + make_interval(hours => n)
      from generate_series(1, 1050) n`
    const { text } = await server.get('/search?q=everywhere')
    expect([...text.matchAll(/Number (\d+)</g)].map(([, n]) => n).slice(0, 2)).toEqual(['51', '1050'])
    expect((await server.get('/search?q=%22number+1%22')).text).toContain('>Number 1<')
  } finally {
    await server.stop()
  }
})
