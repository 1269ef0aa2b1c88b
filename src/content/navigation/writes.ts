import { asc, eq } from 'drizzle-orm'
import type { Drizzle, WriteTransaction } from '../../db/index.ts'
import { navigationItem, post } from '../../db/schema.ts'
import { audit } from '../audit.ts'
import { ContentError } from '../errors.ts'

/** Either a URL or path, or a post or page by its id. */
export interface MenuItemInput {
  readonly label: string
  readonly url?: string | null | undefined
  readonly postId?: number | null | undefined
}

export type MenuItemRecord = typeof navigationItem.$inferSelect

/** Makes a menu hold exactly these items, in this order. */
export async function replaceMenu(
  tx: WriteTransaction,
  menu: string,
  items: readonly MenuItemInput[],
): Promise<MenuItemRecord[]> {
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
  return tx.select().from(navigationItem).where(eq(navigationItem.menu, menu)).orderBy(asc(navigationItem.position))
}

export function listMenuItems(db: Drizzle): Promise<MenuItemRecord[]> {
  return db.select().from(navigationItem).orderBy(asc(navigationItem.menu), asc(navigationItem.position))
}
