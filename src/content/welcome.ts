/** The first thing a new site shows. */
import { sql } from 'drizzle-orm'
import { type Database, inWriteTransaction } from '../db/index.ts'
import { replaceMenu } from './navigation/writes.ts'
import { createPost } from './post/writes.ts'

const POST = `This is your first post. It came with Hearth, so that there is something to look at.

## Writing

Posts are written in **Markdown**, with footnotes[^1], tables, formulas like $e^{i\\pi} + 1 = 0$, notes and highlighted code:

> [!TIP]
> Set up your account with the link that was printed when the server started, and write the second one.

\`\`\`ts
const greeting = (name: string) => \`Hello, \${name}!\`
\`\`\`

## Always warm

Every page of this site is rendered before anyone asks for it. When something changes, the pages that show it, and only those, are rendered anew and swapped in, usually within a few hundredths of a second.

## Moving in

Bring what you have: \`npx hearth import <folder>\` takes a folder of Markdown, with its pictures and old addresses.

[^1]: Like this one.
`

const PAGE = `This page tells readers who writes here. It came with Hearth; change it to your own words, or delete it.
`

/** Writes a post and a page into a database that has never had any. */
export async function writeWelcome(db: Database, siteUrl: string): Promise<void> {
  const [row] = await db.sql<{ isNew: boolean }[]>`
    select not exists (select 1 from post) and not exists (select 1 from setting) and not exists (select 1 from audit_log) as "isNew"`
  if (!row?.isNew) return
  await inWriteTransaction(db, 'hearth', async (tx) => {
    // Two first starts at once must not welcome twice.
    await tx.execute(sql`select pg_advisory_xact_lock(4843727485)`)
    const [again] = await tx.execute<{ count: number }>(sql`select count(*)::int as count from post`)
    if ((again?.count ?? 0) > 0) return
    const context = { siteUrl, now: new Date() }
    await createPost(tx, context, {
      title: 'Welcome to Hearth',
      slug: 'welcome',
      markdown: POST,
      status: 'published',
      tags: ['Hearth'],
      authors: ['Hearth'],
    })
    const about = await createPost(tx, context, {
      kind: 'page',
      title: 'About',
      slug: 'about',
      markdown: PAGE,
      status: 'published',
    })
    await replaceMenu(tx, 'main', [{ label: 'About', postId: about.id }])
  })
}
