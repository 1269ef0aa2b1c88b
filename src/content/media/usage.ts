import { sql } from 'drizzle-orm'
import type { Drizzle } from '../../db/index.ts'

export interface MediaUsage {
  readonly files: number
  readonly bytes: number
  /** `image`, `video` and so on, the largest first. */
  readonly types: { type: string; files: number; bytes: number }[]
}

/** How much is uploaded. */
export async function mediaUsage(db: Drizzle): Promise<MediaUsage> {
  const types = await db.execute<{ type: string; files: number; bytes: number }>(sql`
    select split_part(content_type, '/', 1) as type, count(*)::int as files, sum(byte_size)::float8 as bytes
    from media group by 1 order by 3 desc`)
  const sum = (of: 'files' | 'bytes') => types.reduce((total, row) => total + row[of], 0)
  return { files: sum('files'), bytes: sum('bytes'), types: [...types] }
}
