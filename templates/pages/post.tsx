import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { Layout } from '../layout.tsx'
import { Authors, Featured, PostedAt } from '../parts/byline.tsx'
import { Contents } from '../parts/contents.tsx'
import { Neighbours } from '../parts/neighbours.tsx'
import { TagList } from '../parts/tag-list.tsx'
import type { FrameProps, PostView } from '../types.ts'

interface PostProps extends FrameProps {
  readonly post: PostView
}

export const PostPage: FC<PostProps> = ({ site, meta, post }) => (
  <Layout site={site} meta={meta}>
    <article class="post">
      <header class="post-head">
        <h1>{post.title}</h1>
        <p class="meta">
          {post.featured && <Featured />}
          <Authors authors={post.authors} />
          <PostedAt date={post.date} readingMinutes={post.readingMinutes} />
        </p>
      </header>
      {post.cover && <img class="cover" src={post.cover.url} alt={post.cover.alt} fetchpriority="high" />}
      <Contents items={post.contents} />
      <div class="prose">{raw(post.html)}</div>
      <footer class="post-foot">
        <TagList tags={post.tags} />
        <Neighbours older={post.older} newer={post.newer} />
      </footer>
    </article>
  </Layout>
)
