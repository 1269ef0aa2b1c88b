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
            {post.featured && <Featured />}
            <Authors authors={post.authors} />
            <PostedAt date={post.date} readingMinutes={post.readingMinutes} />
          </p>
        }
      >
        <Contents items={post.contents} />
        <div class="prose">{raw(post.html)}</div>
        <footer class="post-foot">
          <TagList tags={post.tags} />
          <Neighbours older={post.older} newer={post.newer} />
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
