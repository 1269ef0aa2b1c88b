import { ListPage } from '../../../templates/pages/list.tsx'
import type { PageMeta } from '../../../templates/types.ts'
import type { PostCard } from '../../content/index.ts'
import { cardViews, type PageContext, pageMeta, siteView } from '../views.ts'
import type { SiteContext } from './index.ts'

interface ListView {
  readonly path: string
  readonly meta: Partial<PageMeta> & { readonly title: string }
  readonly heading: string
  readonly intro: string
  readonly posts: readonly PostCard[]
  readonly older: string | null
  readonly newer: string | null
}

export async function renderList(c: SiteContext, context: PageContext, view: ListView) {
  const [site, meta, cards] = await Promise.all([
    siteView(context),
    pageMeta(context, view.path, view.meta),
    cardViews(context.reading, view.posts),
  ])
  const { heading, intro, older, newer } = view
  return c.html(
    <ListPage site={site} meta={meta} heading={heading} intro={intro} cards={cards} pager={{ older, newer }} />,
  )
}
