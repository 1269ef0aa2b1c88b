/** Fields for an address of the site offer the posts whose titles hold what is typed. */
import { api } from './api.ts'

const PAUSE_MS = 200

export function linkTargets(): void {
  const list = document.querySelector<HTMLDataListElement>('[data-link-targets]')
  if (!list) return
  let timer = 0
  let asked = 0
  for (const field of document.querySelectorAll<HTMLInputElement>('[data-link-target]')) {
    field.addEventListener('input', () => {
      clearTimeout(timer)
      const words = field.value.trim()
      // An address is known already.
      if (words.length < 2 || /^(?:\/|https?:)/.test(words)) return
      timer = window.setTimeout(async () => {
        const turn = ++asked
        const query = { status: 'published', limit: 20, q: words } as const
        const found = await api.get('/posts', { query }).catch(() => undefined)
        if (!found || turn !== asked) return
        list.replaceChildren(
          ...found.items.map(
            ({ url, title }) => new Option(`${title} ${new URL(url).pathname}`, new URL(url).pathname),
          ),
        )
      }, PAUSE_MS)
    })
  }
}
