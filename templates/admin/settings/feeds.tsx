import type { FC } from 'hono/jsx'
import { Field } from '../parts.tsx'
import { Choices, fieldOf, SettingsFrame, type SettingsProps } from './frame.tsx'

export const FeedSettings: FC<SettingsProps> = ({ values, errors }) => {
  const field = fieldOf({ values, errors })
  return (
    <SettingsFrame current="feeds" errors={errors}>
      <form method="post" class="settings-form">
        <fieldset class="card">
          <legend>RSS, Atom and JSON Feed</legend>
          <Choices
            label="What they carry"
            name="feedText"
            value={values.feedText ?? ''}
            choices={[
              { value: 'full', text: 'The whole text', hint: 'Readers need not leave their feed reader.' },
              { value: 'excerpt', text: 'The excerpt', hint: 'Readers come to the site for the rest.' },
            ]}
          />
          <Field label="How many of the newest posts" {...field('feedLength')} type="number" min={1} max={100} />
          <Field
            label="Text under each post"
            {...field('feedFooter')}
            type="textarea"
            rows={3}
            placeholder="This post first appeared on {site}: {link}"
            hint="{title}, {link} and {site} become the post’s title, its address, and the site."
          />
        </fieldset>
        <button type="submit">Save</button>
      </form>
      <p class="hint">
        The site’s: <a href="/rss.xml">RSS</a>, <a href="/atom.xml">Atom</a>, <a href="/feed.json">JSON Feed</a>. Each
        tag has its own, at the end of its address.
      </p>
    </SettingsFrame>
  )
}
