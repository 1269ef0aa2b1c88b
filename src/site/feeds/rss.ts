import { Feed } from 'feed'
import type { FeedSource } from './source.ts'
import { elementText, finishXml, plainAsHtml, xmlText } from './text.ts'

/** RSS 2.0 with `content:encoded` for the full text. */
export function rssFeed(source: FeedSource): string {
  const feed = new Feed({
    title: elementText(source.title),
    description: elementText(source.description || source.title),
    id: source.id,
    link: source.id,
    feed: source.links.rss,
    language: source.language,
    updated: source.updated,
    generator: 'Hearth',
    docs: 'https://www.rssboard.org/rss-specification',
  })
  for (const item of source.items) {
    feed.addItem({
      title: xmlText(item.title),
      guid: elementText(item.id),
      link: item.url,
      date: item.published,
      description: plainAsHtml(item.summary),
      content: xmlText(item.html),
      category: item.tags.map((name) => ({ name: elementText(name) })),
      // RSS's own author is an e-mail address; names go into Dublin Core's element, one for all.
      ...(item.authors.length > 0 && {
        extensions: [
          {
            name: 'dc:creator',
            objects: { _text: elementText(item.authors.map(({ name }) => name).join(', ')) },
          },
        ],
      }),
    })
  }
  return finishXml(feed.rss2())
}
