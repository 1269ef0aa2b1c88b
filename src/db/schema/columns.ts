/** Columns that many tables have. */
import { bigint, customType, timestamp } from 'drizzle-orm/pg-core'

export const id = () => bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()
/** Milliseconds, as JavaScript has them: a sort key made from the row and one made in a query are then the same. */
export const instant = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' })
export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })
