/** What lists share: what is chosen from them, above; the way on, below. */
import type { Child, FC } from 'hono/jsx'
import type { Tag } from '../../src/client/index.ts'

/** A tag or an author, to choose from. */
export type NamedChoice = Pick<Tag, 'slug' | 'name'>

/** What to look for, and a button that looks. */
export const FilterForm: FC<{ action?: string; children?: Child }> = ({ action, children }) => (
  <form class="search filters" role="search" action={action}>
    {children}
    <button class="quiet" type="submit">
      Filter
    </button>
  </form>
)

interface SelectProps {
  readonly name: string
  /** Said, not shown: the options say what they are of. */
  readonly label: string
  readonly options: readonly (readonly [value: string, text: string])[]
  readonly value: string | undefined
}

export const Select: FC<SelectProps> = ({ name, label, options, value }) => (
  <select name={name} aria-label={label}>
    {options.map(([option, text]) => (
      <option value={option} selected={option === value}>
        {text}
      </option>
    ))}
  </select>
)

/** To the rows that come after; nothing where there are none. */
export const More: FC<{ to: string | undefined }> = ({ to }) =>
  to ? (
    <p>
      <a href={to}>More</a>
    </p>
  ) : null
