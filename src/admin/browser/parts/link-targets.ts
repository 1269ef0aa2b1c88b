/** Fields for an address of the site offer the posts whose titles hold what is typed. */

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
        const response = await fetch(`/api/v1/posts?status=published&limit=20&q=${encodeURIComponent(words)}`).catch(
          () => undefined,
        )
        if (!response?.ok || turn !== asked) return
        const { items } = (await response.json()) as { items: { url: string; title: string }[] }
        list.replaceChildren(
          ...items.map(({ url, title }) => new Option(`${title} ${new URL(url).pathname}`, new URL(url).pathname)),
        )
      }, PAUSE_MS)
    })
  }
}
