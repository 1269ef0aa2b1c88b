/** Addresses in raw HTML: of pictures, films, sounds and links. What stands in code, scripts and comments is no address. */

export interface HtmlAddress {
  readonly address: string
  readonly offset: number
  readonly isImage: boolean
}

const OPAQUE = /<!--[\s\S]*?(?:-->|$)|<(script|style|textarea|pre|code)\b[\s\S]*?(?:<\/\1\s*>|$)/gi
const TAG = /<(img|a|source|video|audio)(?=[\s/])(?:[^>"']|"[^"]*"|'[^']*')*>/gi
const ATTRIBUTE = /\s(src|href|poster|srcset)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/gi

export function htmlAddresses(html: string): HtmlAddress[] {
  const visible = html.replace(OPAQUE, (hidden) => ' '.repeat(hidden.length))
  return [...visible.matchAll(TAG)].flatMap((tag) =>
    [...tag[0].matchAll(ATTRIBUTE)].flatMap((attribute) => {
      const value = attribute[2] ?? attribute[3] ?? attribute[4] ?? ''
      const quote = attribute[4] === undefined ? 1 : 0
      const offset = tag.index + attribute.index + attribute[0].length - value.length - quote
      const isImage = tag[1]?.toLowerCase() !== 'a'
      return attribute[1]?.toLowerCase() === 'srcset'
        ? [...value.matchAll(/(?<=^|,)\s*([^\s,]+)/g)].map((candidate) => ({
            address: candidate[1] ?? '',
            offset: offset + candidate.index + candidate[0].length - (candidate[1] ?? '').length,
            isImage,
          }))
        : [{ address: value, offset, isImage }]
    }),
  )
}
