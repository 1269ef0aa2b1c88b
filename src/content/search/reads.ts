/** Full-text search over public posts. Its answers are never stored, so it records no window. */
import { sql } from 'drizzle-orm'
import { CARD_COLUMNS, type CardRow, toCard } from '../post/cards.ts'
import type { Reading } from '../reading.ts'
import type { SearchHit } from '../types.ts'

const MAX_HITS = 30
const MAX_QUERY_LENGTH = 200
/** Of what matches, the newest: comparing costs far more than finding, and anybody may ask for words that are everywhere. */
const MAX_COMPARED = 1000

/** The best matches first. Takes what people type: words, "phrases", -exclusions, or. */
export async function searchPosts(reading: Reading, text: string): Promise<SearchHit[]> {
  const words = text.slice(0, MAX_QUERY_LENGTH)
  const rows = await reading.share(`search/${words}`, async ({ tx }) => {
    // 'simple' finds words as they are, in any language; 'english' also their other forms.
    const rows = await tx.execute<CardRow & { snippet: string } & Record<string, unknown>>(sql`
      with query as (select websearch_to_tsquery('simple', ${words}) || websearch_to_tsquery('english', ${words}) as q),
      matching as (
        select p.id from post p, query
        where p.search @@ q and p.kind = 'post' and p.status = 'published' and p.deleted_at is null
        order by p.published_at desc limit ${MAX_COMPARED}
      ),
      found as (
        select p.id, ts_rank_cd(p.search, q) as rank from matching join post p using (id), query
        order by rank desc, p.published_at desc limit ${MAX_HITS}
      )
      select ${CARD_COLUMNS}, ts_headline('english', left(p.plain_text, 20000), q,
        'StartSel="", StopSel="", MaxWords=40, MinWords=20, MaxFragments=1') as snippet
      from found join post p on p.id = found.id, query order by found.rank desc, p.published_at desc`)
    return [...rows]
  })
  return Promise.all(rows.map(async ({ snippet, ...row }) => ({ post: await toCard(reading, row), snippet })))
}
