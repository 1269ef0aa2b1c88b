import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import type { TableOfContentsItem } from '../../src/content/types.ts'
import { Layout } from '../layout.tsx'
import { TagList } from '../parts/card.tsx'
import type { CardView, LinkView, PageMeta, SiteView } from '../types.ts'

interface PostProps {
  readonly site: SiteView
  readonly meta: PageMeta
  readonly post: CardView
  /** Sanitised when it was written. */
  readonly html: string
  readonly toc: readonly TableOfContentsItem[]
  readonly older: LinkView | null
  readonly newer: LinkView | null
}

/** A short post needs no map. */
const MIN_CONTENTS = 3

export const PostPage: FC<PostProps> = ({ site, meta, post, html, toc, older, newer }) => (
  <Layout site={site} meta={meta}>
    <article class="post">
      <header class="post-head">
        <h1>{post.title}</h1>
        <p class="meta">
          <time datetime={post.date.iso}>{post.date.text}</time>
          {post.authors.length > 0 && (
            <span class="authors">
              by{' '}
              {post.authors.map(({ path, text }, i) => (
                <>
                  {i > 0 && ', '}
                  <a href={path} rel="author">
                    {text}
                  </a>
                </>
              ))}
            </span>
          )}
          <span>{post.readingMinutes} min read</span>
        </p>
      </header>
      {post.coverUrl && <img class="cover" src={post.coverUrl} alt={post.coverAlt} />}
      {toc.length >= MIN_CONTENTS && (
        <details class="contents">
          <summary>Contents</summary>
          <nav aria-label="Contents">
            <Contents items={toc} />
          </nav>
        </details>
      )}
      <div class="prose">{raw(html)}</div>
      <TagList tags={post.tags} />
    </article>
    {(older || newer) && (
      <nav class="neighbours" aria-label="Other posts">
        {older && (
          <a rel="prev" href={older.path}>
            <span>Previous</span>
            {older.text}
          </a>
        )}
        {newer && (
          <a rel="next" class="newer" href={newer.path}>
            <span>Next</span>
            {newer.text}
          </a>
        )}
      </nav>
    )}
  </Layout>
)

const Contents: FC<{ items: readonly TableOfContentsItem[] }> = ({ items }) => (
  <ol>
    {items.map(({ id, text, children }) => (
      <li>
        <a href={`#${id}`}>{text}</a>
        {children.length > 0 && <Contents items={children} />}
      </li>
    ))}
  </ol>
)

interface PageProps {
  readonly site: SiteView
  readonly meta: PageMeta
  readonly title: string
  readonly coverUrl: string | null
  readonly coverAlt: string
  readonly html: string
}

/** A page that stands on its own: no date, no neighbours. */
export const StandalonePage: FC<PageProps> = ({ site, meta, title, coverUrl, coverAlt, html }) => (
  <Layout site={site} meta={meta}>
    <article class="post">
      <header class="post-head">
        <h1>{title}</h1>
      </header>
      {coverUrl && <img class="cover" src={coverUrl} alt={coverAlt} />}
      <div class="prose">{raw(html)}</div>
    </article>
  </Layout>
)

interface MessageProps {
  readonly site: SiteView
  readonly meta: PageMeta
  readonly heading: string
  readonly text: string
}

/** 404, 410 and the like. */
export const MessagePage: FC<MessageProps> = ({ site, meta, heading, text }) => (
  <Layout site={site} meta={meta}>
    <div class="message">
      <h1>{heading}</h1>
      <p class="lead">{text}</p>
      <form class="search" action="/search" role="search">
        <label for="q">Search</label>
        <input type="search" id="q" name="q" maxlength={200} required />
        <button type="submit">Search</button>
      </form>
      <p>
        <a href="/">Home</a> · <a href="/archive">Archive</a> · <a href="/tags">Tags</a>
      </p>
    </div>
  </Layout>
)
