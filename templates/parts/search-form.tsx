import type { FC } from 'hono/jsx'

export const SearchForm: FC<{ query?: string }> = ({ query = '' }) => (
  <search>
    <form class="search" action="/search">
      <label class="sr-only" for="q">
        Search posts
      </label>
      <input
        type="search"
        id="q"
        name="q"
        value={query}
        maxlength={200}
        placeholder="Search posts"
        autocomplete="off"
        enterkeyhint="search"
        required
      />
      <button type="submit">Search</button>
    </form>
  </search>
)
