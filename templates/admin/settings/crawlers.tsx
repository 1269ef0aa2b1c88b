import type { FC } from 'hono/jsx'
import { Checkbox, Field } from '../parts.tsx'
import { SettingsFrame, type SettingsProps } from './frame.tsx'

interface Props extends SettingsProps {
  readonly robots: string
  readonly training: readonly string[]
  readonly answering: readonly string[]
}

export const CrawlerSettings: FC<Props> = ({ values, errors, robots, training, answering }) => {
  const isOn = (name: string) => values[name] === 'true'
  return (
    <SettingsFrame current="crawlers" errors={errors}>
      <div class="columns">
        <form method="post" class="settings-form" data-text-preview="robots">
          <fieldset class="card">
            <legend>Search engines</legend>
            <Checkbox
              label="Search engines may index the site"
              name="searchEngines"
              checked={isOn('searchEngines')}
              hint="Without this, every page asks them not to."
            />
          </fieldset>
          <fieldset class="card">
            <legend>AI crawlers</legend>
            <Checkbox
              label="May read the site to train models"
              name="aiTraining"
              checked={isOn('aiTraining')}
              hint={training.join(', ')}
            />
            <Checkbox
              label="May read the site to answer a question"
              name="aiAnswers"
              checked={isOn('aiAnswers')}
              hint={`${answering.join(', ')}. Most of them name their source.`}
            />
            <p class="hint">robots.txt is a request: those who build it in keep to it, others do not.</p>
          </fieldset>
          <fieldset class="card">
            <legend>robots.txt</legend>
            <Field
              label="Further lines"
              name="robotsLines"
              value={values.robotsLines ?? ''}
              errors={errors}
              type="textarea"
              class="code"
              rows={5}
              spellcheck="false"
              placeholder={'User-agent: SomeBot\nDisallow: /'}
            />
          </fieldset>
          <button type="submit">Save</button>
        </form>
        <section class="card">
          <h2>robots.txt as it is served</h2>
          <pre id="robots" class="code" tabindex={0} aria-live="polite">
            {robots}
          </pre>
        </section>
      </div>
    </SettingsFrame>
  )
}
