/** What the code that owners add to their site means for its pages: an address for the stylesheet, a policy for scripts. */
import { createHash } from 'node:crypto'

/** The address holds the stylesheet's hash, so that it may be kept for ever. */
export function ownStylesheetPath(css: string): string {
  return `/assets/own.${createHash('sha256').update(css).digest('hex').slice(0, 16)}.css`
}

/** What holds whatever a page has in it. */
export const POLICY_OF_ALL_PAGES = "object-src 'none'; base-uri 'none'; frame-ancestors 'self'"

/**
 * For pages with the owner's own code: what is loaded may come from anywhere over HTTPS, as the code of counters and
 * comments loads more from where nobody knows. Scripts inside the page run only if they are the owner's, by their hash: a
 * script that somebody gets into a text still does not.
 */
export function policyWithCode(code: string): string {
  const hashes = inlineScripts(code).map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  return [
    ...["default-src 'self' https:", 'img-src * data: blob:', 'media-src *', "style-src 'self' 'unsafe-inline' https:"],
    ...["font-src 'self' https: data:", `script-src ${["'self'", 'https:', ...new Set(hashes)].join(' ')}`],
    ...["connect-src 'self' https: wss:", POLICY_OF_ALL_PAGES, "form-action 'self' https:"],
  ].join('; ')
}

/** The texts between script tags, exactly as the browser sees them. */
function inlineScripts(code: string): string[] {
  return [...code.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script[\s/>]/gi)].flatMap(([, text = '']) =>
    text ? [text] : [],
  )
}
