/** A small, strict reader of XML: it throws at what a feed reader's parser would refuse. */

export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XmlElement[]
  text: string
}

const TOKEN =
  /<\?xml [^?]*\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy

export function parseXml(xml: string): XmlElement {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0, section 2.2
  const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.exec(xml)
  if (forbidden) throw new Error(`A character that XML cannot hold at ${forbidden.index}`)
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  let end = 0
  for (const match of xml.matchAll(TOKEN)) {
    if (match.index !== end) break
    end += match[0].length
    const parent = open.at(-1)
    if (!parent) throw new Error('More ends than beginnings')
    const [, cdata, closing, opening, attributes = '', empty, text] = match
    if (cdata !== undefined) parent.text += cdata
    else if (text !== undefined) parent.text += decode(text)
    else if (closing !== undefined) {
      if (parent.name !== closing) throw new Error(`</${closing}> ends <${parent.name}>`)
      open.pop()
    } else if (opening !== undefined) {
      const element: XmlElement = { name: opening, attributes: attributesOf(attributes), children: [], text: '' }
      parent.children.push(element)
      if (!empty) open.push(element)
    }
  }
  if (end !== xml.length) throw new Error(`Not well-formed at ${end}: ${xml.slice(end, end + 80)}`)
  const [element] = root.children
  if (!element || open.length !== 1) throw new Error('Unfinished')
  checkPrefixes(element, new Set(['xml']))
  return element
}

function attributesOf(source: string): Record<string, string> {
  return Object.fromEntries(
    [...source.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, decode(value)]),
  )
}

function decode(text: string): string {
  return text.replace(/&([^;\s]*;?)/g, (whole, name: string) => {
    const character = { 'lt;': '<', 'gt;': '>', 'amp;': '&', 'quot;': '"', 'apos;': "'" }[name]
    if (character === undefined) throw new Error(`Unknown entity ${whole}`)
    return character
  })
}

function checkPrefixes(element: XmlElement, outer: ReadonlySet<string>): void {
  const bound = new Set(outer)
  for (const name of Object.keys(element.attributes)) if (name.startsWith('xmlns:')) bound.add(name.slice(6))
  const [prefix, local] = element.name.split(':')
  if (local && prefix && !bound.has(prefix)) throw new Error(`The prefix of ${element.name} is bound to nothing`)
  for (const child of element.children) checkPrefixes(child, bound)
}

export function all(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name)
}

export function one(element: XmlElement, name: string): XmlElement {
  const found = all(element, name)
  if (found.length !== 1 || !found[0]) throw new Error(`${element.name} has ${found.length} ${name}`)
  return found[0]
}
