/** What HTML may be in a post. Everything that is not listed here is dropped; text is kept. */
import sanitizeHtml from 'sanitize-html'
import type { ImageSize } from './index.ts'

export interface SanitiseContext {
  readonly siteUrl: string
  readonly sizes: ReadonlyMap<string, ImageSize>
}

/** Stands for trusted HTML (highlighted code, formulas) that is put in afterwards. */
export const SLOT = 'hearth-slot'

const TAGS = [
  ...[
    'a',
    'abbr',
    'b',
    'bdi',
    'bdo',
    'blockquote',
    'br',
    'caption',
    'cite',
    'code',
    'col',
    'colgroup',
    'dd',
    'del',
    'details',
  ],
  ...[
    'dfn',
    'div',
    'dl',
    'dt',
    'em',
    'figcaption',
    'figure',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'hr',
    'i',
    'img',
    'input',
  ],
  ...[
    'ins',
    'kbd',
    'li',
    'mark',
    'ol',
    'p',
    'picture',
    'pre',
    'q',
    'rp',
    'rt',
    'ruby',
    's',
    'samp',
    'section',
    'small',
  ],
  ...[
    'source',
    'span',
    'strong',
    'sub',
    'summary',
    'sup',
    'table',
    'tbody',
    'td',
    'tfoot',
    'th',
    'thead',
    'time',
    'tr',
    'u',
  ],
  ...['ul', 'var', 'video', 'audio', 'track', 'wbr', 'center', 'aside', SLOT],
]

const CLASSES = [
  'table',
  'anchor',
  'sr-only',
  'footnotes',
  'task',
  'markdown-alert',
  'markdown-alert-*',
  'code',
  'caption',
  'center',
]

/** Returns safe HTML: sized lazy images, marked external links. */
export function sanitise(html: string, { siteUrl, sizes }: SanitiseContext): string {
  return sanitizeHtml(html, {
    allowedTags: TAGS,
    allowedAttributes: {
      '*': ['id', 'lang', 'dir', 'title', 'class', 'role', 'aria-*'],
      a: ['href', 'name', 'rel', 'data-footnote-ref', 'data-footnote-backref', 'tabindex'],
      img: ['src', 'alt', 'width', 'height', 'loading', 'decoding', 'srcset', 'sizes', 'align'],
      source: ['src', 'srcset', 'type', 'media', 'sizes'],
      video: ['src', 'controls', 'width', 'height', 'poster', 'preload', 'muted', 'loop', 'playsinline'],
      audio: ['src', 'controls', 'preload'],
      track: ['src', 'kind', 'srclang', 'label'],
      td: ['align', 'colspan', 'rowspan'],
      th: ['align', 'colspan', 'rowspan', 'scope'],
      ol: ['start', 'reversed', 'type'],
      li: ['value'],
      div: ['tabindex', 'align'],
      p: ['align'],
      time: ['datetime'],
      details: ['open'],
      input: [{ name: 'type', values: ['checkbox'] }, 'checked', 'disabled', 'aria-label'],
      blockquote: ['cite'],
      section: ['data-footnotes'],
      [SLOT]: ['n'],
    },
    allowedClasses: { '*': CLASSES },
    allowedSchemes: ['http', 'https', 'mailto', 'tel', 'ftp', 'irc', 'xmpp'],
    allowedSchemesByTag: { img: ['http', 'https', 'data'] },
    allowedSchemesAppliedToAttributes: ['href', 'src', 'cite', 'poster', 'srcset'],
    allowProtocolRelative: true,
    disallowedTagsMode: 'discard',
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'noscript',
      'iframe',
      'object',
      'embed',
      'svg',
      'math',
      'template',
      'xmp',
      'title',
    ],
    enforceHtmlBoundary: false,
    // Deeper than any writing, shallower than what makes browsers slow.
    nestingLimit: 60,
    transformTags: {
      a: (tagName, attribs) => ({ tagName, attribs: linkAttributes(attribs, siteUrl) }),
      img: (tagName, attribs) => ({ tagName, attribs: imageAttributes(attribs, sizes) }),
      input: (tagName, attribs) => ({ tagName, attribs: taskAttributes(attribs) }),
    },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !isImageSource(attribs.src),
  })
}

/** A task is for reading, not for ticking. */
function taskAttributes(attributes: Record<string, string>): Record<string, string> {
  const label = attributes.checked === undefined ? 'To do' : 'Done'
  return { ...attributes, type: 'checkbox', disabled: '', 'aria-label': label }
}

function linkAttributes({ rel: _, ...attributes }: Record<string, string>, siteUrl: string): Record<string, string> {
  const { href } = attributes
  return href && isExternal(href, siteUrl) ? { ...attributes, rel: 'noopener noreferrer' } : attributes
}

function isExternal(href: string, siteUrl: string): boolean {
  if (!/^(?:https?:)?\/\//i.test(href)) return false
  try {
    return new URL(href, siteUrl || 'http://localhost').origin !== new URL(siteUrl || 'http://localhost').origin
  } catch {
    return true
  }
}

function imageAttributes(attributes: Record<string, string>, sizes: SanitiseContext['sizes']): Record<string, string> {
  const size = attributes.src ? sizes.get(attributes.src) : undefined
  const given = attributes.width || attributes.height
  return {
    alt: '',
    ...attributes,
    ...(size && !given && { width: String(size.width), height: String(size.height) }),
    loading: 'lazy',
    decoding: 'async',
  }
}

/** Anything the schemes allow, and of data only pictures that cannot carry scripts. */
function isImageSource(src: string | undefined): boolean {
  return (
    src !== undefined &&
    (!/^data:/i.test(src.trim()) || /^data:image\/(?:png|jpe?g|gif|webp|avif);base64,/i.test(src.trim()))
  )
}
