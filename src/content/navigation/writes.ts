import { asc, eq, sql } from 'drizzle-orm'
import type { Drizzle, WriteTransaction } from '../../db/index.ts'
import { navigationItem, type PostKind, post } from '../../db/schema.ts'
import { audit } from '../audit.ts'
import { ContentError } from '../errors.ts'

/** Either a URL or path, or a post or page by its id. */
export interface MenuItemInput {
  readonly label: string
  readonly url?: string | null | undefined
  readonly postId?: number | null | undefined
}

export interface ListedMenuItem extends MenuItemRecord {
  /** What it leads to, when that is a post or page; while it is not public the entry is hidden. */
  readonly post: { readonly kind: PostKind; readonly title: string; readonly isPublic: boolean } | null
}

export type MenuItemRecord = typeof navigationItem.$inferSelect

/** Makes a menu hold exactly these items, in this order. */
export async function replaceMenu(
  tx: WriteTransaction,
  menu: string,
  items: readonly MenuItemInput[],
): Promise<ListedMenuItem[]> {
  for (const [position, { url, postId }] of items.entries()) {
    if ((url == null) === (postId == null)) {
      throw new ContentError('invalid', 'An item needs either a url or a postId.', { field: `items.${position}` })
    }
    if (postId != null && (await tx.select({ id: post.id }).from(post).where(eq(post.id, postId))).length === 0) {
      throw new ContentError('invalid', `There is no post or page ${postId}.`, { field: `items.${position}.postId` })
    }
  }
  await tx.delete(navigationItem).where(eq(navigationItem.menu, menu))
  if (items.length > 0) {
    await tx.insert(navigationItem).values(
      items.map(({ label, url, postId }, position) => ({
        menu,
        position,
        label,
        url: url ?? null,
        postId: postId ?? null,
      })),
    )
  }
  await audit(tx, 'navigation.replace', `menu:${menu}`, { items: items.length })
  return listMenuItems(tx, menu)
}

/** In order; of one menu, or of all. */
export async function listMenuItems(db: Drizzle | WriteTransaction, menu?: string): Promise<ListedMenuItem[]> {
  const rows = await db
    .select({
      item: navigationItem,
      post: { kind: post.kind, title: post.title, isPublic: sql<boolean>`${IS_PUBLIC}` },
    })
    .from(navigationItem)
    .leftJoin(post, eq(post.id, navigationItem.postId))
    .where(menu === undefined ? undefined : eq(navigationItem.menu, menu))
    .orderBy(asc(navigationItem.menu), asc(navigationItem.position))
  return rows.map(({ item, post }) => ({ ...item, post }))
}

const IS_PUBLIC = sql`(${post.status} = 'published' and ${post.deletedAt} is null)`
