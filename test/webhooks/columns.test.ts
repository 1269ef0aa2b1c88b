import { expect, inject, it } from 'vitest'
import { connect } from '../../src/db/index.ts'
import { createTestDatabase } from '../support/database.ts'

/** Made from others by Hearth, or seen by nobody: a change of them is nothing to tell. */
const UNTOLD = [
  ...['id', 'html', 'toc', 'plain_text', 'word_count', 'reading_minutes', 'renderer_version', 'rendered_from'],
  ...['auto_excerpt', 'version', 'import_key', 'import_hash', 'created_at', 'updated_at', 'search'],
]

it('every column of a post is told of, or is named as one that is not', async () => {
  const database = await createTestDatabase(inject('clusterUrl'))
  const { sql, close } = connect(database.url, { max: 1 })
  try {
    const columns = await sql<{ name: string }[]>`
      select column_name as name from information_schema.columns where table_schema = 'public' and table_name = 'post'`
    const [{ source = '' } = {}] = await sql<{ source: string }[]>`
      select prosrc as source from pg_proc where proname = 'post_webhooks_update'`
    const told = columns.map(({ name }) => name).filter((name) => new RegExp(`\\br\\.${name}\\b`).test(source))
    expect([...told, ...UNTOLD.filter((name) => name !== 'id')].sort()).toEqual(columns.map(({ name }) => name).sort())
  } finally {
    await close()
    await database.drop()
  }
})
