import type { HtmlEscapedString } from 'hono/utils/html'

/** A page as the bytes that are sent. Components are synchronous, so there is nothing to wait for. */
export function toHtml(page: HtmlEscapedString | Promise<HtmlEscapedString>): string {
  if (page instanceof Promise)
    throw new TypeError('A template waited for something; templates are given all they show.')
  return `<!DOCTYPE html>\n${page}\n`
}
