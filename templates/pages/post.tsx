import { raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import { Layout } from '../layout.tsx'
import { Authors, Featured, PostedAt } from '../parts/byline.tsx'
import { Contents } from '../parts/contents.tsx'
import { Neighbours } from '../parts/neighbours.tsx'
import { TagList } from '../parts/tag-list.tsx'
import type { FrameProps, ImageView, PostTemplate, PostView } from '../types.ts'

interface PostProps extends FrameProps {
  readonly post: PostView
}

export const PostPage: FC<PostProps> = ({ site, meta, post }) => (
  <Layout site={site} meta={meta}>
    {post.template === 'plain' ? (
      <Article {...post}>
        <div class="prose">{raw(post.html)}</div>
      </Article>
    ) : (
      <Article
        {...post}
        byline={
          <p class="meta">
            {post.featured && <Featured words={site.words} />}
            <Authors authors={post.authors} words={site.words} />
            <PostedAt date={post.date} readingTime={post.readingTime} />
          </p>
        }
      >
        <Contents items={post.contents} words={site.words} />
        <div class="prose">{raw(post.html)}</div>
        <footer class="post-foot">
          <TagList tags={post.tags} words={site.words} />
          <Neighbours older={post.older} newer={post.newer} words={site.words} />
        </footer>
      </Article>
    )}
  </Layout>
)

interface ArticleProps {
  readonly template: PostTemplate
  readonly title: string
  readonly cover: ImageView | null
  readonly byline?: Child
  readonly children?: Child
}

/** The frame of a post or page in each of its templates. */
export const Article: FC<ArticleProps> = ({ template, title, cover, byline, children }) => {
  const picture = cover && <img class="cover" src={cover.url} alt={cover.alt} fetchpriority="high" />
  return (
    <article class={template === 'default' ? 'post' : `post post-${template}`}>
      {template === 'cover' && picture}
      <header class="post-head">
        <h1>{title}</h1>
        {byline}
      </header>
      {template !== 'cover' && picture}
      {children}
    </article>
  )
}
