/** How the post will look elsewhere: in the results of a search engine, and as a card in social media. */
import { part } from './editing.ts'

/** About as much as search engines show. */
const MAX_TITLE = 60
const MAX_DESCRIPTION = 155

export function showCards(form: HTMLFormElement): void {
  const value = (name: string) => {
    const input = form.elements.namedItem(name)
    return input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement ? input.value.trim() : ''
  }
  const { site = '', socialImage = '' } = part(form, '[data-cards]').dataset
  const excerpt = value('excerpt') || part<HTMLTextAreaElement>(form, '#excerpt').placeholder
  const title = value('seoTitle') || value('title') || 'Untitled'
  const description = value('seoDescription') || excerpt
  const url = new URL(JSON.parse(form.dataset.editor ?? '{}').url ?? location.href)
  const slug = value('slug')
  const path = slug ? url.pathname.replace(/[^/]+$/, slug) : url.pathname

  const set = (selector: string, text: string) => {
    part(form, selector).textContent = text
  }
  set('.search-url', [url.host, ...path.split('/').filter(Boolean)].join(' › '))
  set('.search-title', shortened(`${title} – ${site}`, MAX_TITLE))
  set('.search-text', shortened(description, MAX_DESCRIPTION))
  set('.social-site', url.host)
  set('.social-title', shortened(value('socialTitle') || title, MAX_TITLE + 20))
  set('.social-text', shortened(value('socialDescription') || description, MAX_DESCRIPTION))
  showPicture(
    part<HTMLImageElement>(form, '.social-card img'),
    value('socialImageUrl') || value('coverUrl') || socialImage,
  )
  showPicture(part<HTMLImageElement>(form, '.cover-shown'), value('coverUrl'))
}

function showPicture(image: HTMLImageElement, address: string): void {
  if (image.getAttribute('src') !== address) image.src = address
  image.hidden = !address
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length).replace(/\s+\S*$/, '')} …`
}
