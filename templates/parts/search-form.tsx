import type { FC } from 'hono/jsx'
import type { Words } from '../types.ts'

export const SearchForm: FC<{ query?: string; words: Words }> = ({ query = '', words }) => (
  <search>
    <form class="search" action="/search">
      <label class="sr-only" for="q">
        {words('searchPosts')}
      </label>
      <input
        type="search"
        id="q"
        name="q"
        value={query}
        maxlength={200}
        placeholder={words('searchPosts')}
        autocomplete="off"
        enterkeyhint="search"
        required
      />
      <button type="submit">{words('search')}</button>
    </form>
  </search>
)
