import { Feed } from 'feed'
import type { FeedSource } from './source.ts'
import { attributeText, elementText, finishXml, plainAsHtml, xmlText } from './text.ts'

/** RFC 4287. */
export function atomFeed(source: FeedSource): string {
  const feed = new Feed({
    id: elementText(source.id),
    title: elementText(source.title),
    ...(source.description && { description: elementText(source.description) }),
    link: source.id,
    feed: source.links.atom,
    updated: source.updated,
    generator: 'Hearth',
    // An entry without authors has the feed's (4.2.1).
    author: { name: elementText(source.siteTitle), link: `${source.siteUrl}/` },
  })
  for (const item of source.items) {
    feed.addItem({
      id: item.id,
      // The title's type is html, so that its plain text has to become some.
      title: plainAsHtml(item.title),
      link: item.url,
      date: item.updated,
      published: item.published,
      ...(item.summary && { description: plainAsHtml(item.summary) }),
      content: xmlText(item.html),
      ...(item.authors.length > 0 && {
        author: item.authors.map(({ name, url }) => ({ name: elementText(name), link: url })),
      }),
      category: item.tags.map((name) => ({ name: attributeText(name), term: attributeText(name) })),
    })
  }
  const xml = feed.atom1()
  return finishXml(xml.replace('<feed ', `<feed xml:lang="${source.language}" `))
}
