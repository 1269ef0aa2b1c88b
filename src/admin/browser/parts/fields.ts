/** The form's fields, as the API takes them. */
import type { AutosaveInput, Post } from '../../../client/index.ts'
import { asWritten } from '../../form.ts'
import { fromLocal } from '../../local-time.ts'

export type Fields = AutosaveInput['fields']

const OPTIONAL = [
  ...(['excerpt', 'coverUrl', 'coverAlt', 'seoTitle', 'seoDescription', 'canonicalUrl'] as const),
  ...(['socialImageUrl', 'socialTitle', 'socialDescription'] as const),
]

/** What a post has of them. */
export function fieldsOf({ title, slug, markdown, tags, authors, ownExcerpt, ...post }: Post): Fields {
  const { coverUrl, coverAlt, seoTitle, seoDescription, canonicalUrl } = post
  const { socialImageUrl, socialTitle, socialDescription, template, featured, noIndex } = post
  return {
    ...{ title, slug, markdown, tags, authors, excerpt: ownExcerpt },
    ...{ coverUrl, coverAlt, seoTitle, seoDescription, canonicalUrl },
    ...{ socialImageUrl, socialTitle, socialDescription, template, featured, noIndex },
  }
}

/** What the writer can change but the date, which is sent with a save only. */
export function readFields(form: HTMLFormElement): Fields {
  const data = new FormData(form)
  const text = (name: string) => String(data.get(name) ?? '')
  const list = (name: string) =>
    text(name)
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean)
  return {
    title: text('title').trim() || 'Untitled',
    markdown: text('markdown').replaceAll('\r\n', '\n'),
    slug: text('slug').trim(),
    tags: list('tags'),
    // Nobody is no answer: it stays as it is.
    ...(list('authors').length > 0 && { authors: list('authors') }),
    ...Object.fromEntries(OPTIONAL.map((name) => [name, text(name).trim() || null])),
    template: asWritten(text('template') || 'default'),
    featured: data.get('featured') === 'true',
    noIndex: data.get('noIndex') === 'true',
  }
}

export function readDate(form: HTMLFormElement): string | undefined {
  const input = form.elements.namedItem('publishedAt')
  const text = input instanceof HTMLInputElement ? input.value : ''
  return fromLocal(text, form.dataset.timeZone ?? 'UTC')?.toISOString()
}

/** Shows fields in the form; the text is the editor's. */
export function showFields(form: HTMLFormElement, fields: Fields): void {
  for (const [name, value] of Object.entries(fields)) {
    const input = form.elements.namedItem(name)
    if (name === 'markdown') continue
    if (input instanceof HTMLInputElement && input.type === 'checkbox') input.checked = value === true
    else if (
      input instanceof HTMLInputElement ||
      input instanceof HTMLTextAreaElement ||
      input instanceof HTMLSelectElement
    ) {
      input.value = Array.isArray(value) ? value.join(', ') : String(value ?? '')
      input.dispatchEvent(new Event('change'))
    }
  }
}
