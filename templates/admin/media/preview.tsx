/** What is in a file, as far as a browser can show it. */
import type { FC } from 'hono/jsx'
import type { Media } from '../../../src/client/index.ts'
import { typeText } from './words.ts'

export const Preview: FC<{ item: Media }> = ({ item }) => {
  if (item.kind === 'image') return <img src={item.url} alt={item.alt || item.fileName} />
  if (item.kind === 'video')
    // biome-ignore lint/a11y/useMediaCaption: a file alone, as somebody uploaded it
    return <video src={item.url} controls preload="metadata" aria-label={item.alt || item.fileName}></video>
  if (item.kind === 'audio')
    // biome-ignore lint/a11y/useMediaCaption: a file alone, as somebody uploaded it
    return <audio src={item.url} controls preload="metadata" aria-label={item.alt || item.fileName}></audio>
  return (
    <a class="file-kind" href={item.url}>
      {typeText(item.contentType)}
    </a>
  )
}
