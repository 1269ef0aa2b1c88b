import type { Child, FC } from 'hono/jsx'
import type { LinkView } from '../types.ts'

interface PageHeadProps {
  readonly heading: string
  /** Where this page belongs, shown above the heading. */
  readonly parent?: LinkView | undefined
  readonly lead?: string | undefined
  readonly children?: Child
}

export const PageHead: FC<PageHeadProps> = ({ heading, parent, lead, children }) => (
  <div class="page-head">
    {parent && (
      <p class="parent">
        <a href={parent.path}>{parent.text}</a>
      </p>
    )}
    <h1>{heading}</h1>
    {lead && <p class="lead">{lead}</p>}
    {children}
  </div>
)
