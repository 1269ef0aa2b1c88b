import type { FC } from 'hono/jsx'
import { Alert, Field } from '../parts.tsx'
import { Choices, SettingsFrame, type SettingsProps } from './frame.tsx'

interface Props extends SettingsProps {
  /** Owners may add code of their own. */
  readonly isOwner: boolean
}

/** The form, and beside it the site as it would be. */
export const AppearanceSettings: FC<Props> = ({ values, errors, isOwner }) => {
  const field = (name: string) => ({ name, value: values[name] ?? '', errors })
  const choice = (name: string) => ({ name, value: values[name] ?? '' })
  const hasCode = Boolean(values.headCode || values.footCode)
  return (
    <SettingsFrame current="appearance" errors={errors}>
      <div class="with-preview">
        <form method="post" class="settings-form" data-site-preview="site-preview">
          <fieldset class="card">
            <legend>Look</legend>
            <Field
              label="Accent colour"
              {...field('accent')}
              type="color"
              hint="Made lighter or darker where it would be hard to read."
            />
            <Choices
              label="Fonts"
              hint="Of the reader’s own device: nothing is loaded."
              {...choice('fonts')}
              choices={[
                { value: 'mixed', text: 'Headings sans, text serif' },
                { value: 'serif', text: 'All serif' },
                { value: 'sans', text: 'All sans' },
                { value: 'mono', text: 'All monospaced' },
              ]}
            />
            <Choices
              label="Width of the text"
              {...choice('columnWidth')}
              choices={[
                { value: 'narrow', text: 'Narrow' },
                { value: 'normal', text: 'Normal' },
                { value: 'wide', text: 'Wide' },
              ]}
            />
            <Choices
              label="Header"
              {...choice('headerLayout')}
              choices={[
                { value: 'line', text: 'Title and menu in one line' },
                { value: 'stacked', text: 'Menu below the title' },
                { value: 'centred', text: 'In the middle' },
              ]}
            />
            <Choices
              label="Home page"
              {...choice('homeLayout')}
              choices={[
                { value: 'list', text: 'List' },
                { value: 'cards', text: 'Cards, two in a row' },
              ]}
            />
          </fieldset>
          <fieldset class="card" disabled={!isOwner}>
            <legend>Code of your own</legend>
            {!isOwner && (
              <p class="hint">Only owners may change this: it can show, hide and run anything for your readers.</p>
            )}
            <Field
              label="Stylesheet"
              {...field('customCss')}
              type="textarea"
              class="code"
              rows={8}
              spellcheck="false"
              hint="CSS after the theme’s own, in a file that browsers keep for good until you change it."
            />
            <Field
              label="HTML at the end of the head"
              {...field('headCode')}
              type="textarea"
              class="code"
              rows={4}
              spellcheck="false"
              hint="For counters and proofs of ownership."
            />
            <Field
              label="HTML at the end of the page"
              {...field('footCode')}
              type="textarea"
              class="code"
              rows={4}
              spellcheck="false"
              hint="While either has something in it, pages may load scripts from anywhere over HTTPS; scripts inside the page run only if they are these."
            />
            {hasCode && (
              <Alert>This site runs code of your own. In the preview it runs apart, without your session.</Alert>
            )}
          </fieldset>
          <div class="actions">
            <button type="submit">Save</button>
            <button
              type="submit"
              class="quiet"
              formaction="/admin/settings/preview"
              formtarget="site-preview"
              name="page"
              value="home"
            >
              Preview home
            </button>
            <button
              type="submit"
              class="quiet"
              formaction="/admin/settings/preview"
              formtarget="site-preview"
              name="page"
              value="post"
            >
              Preview a post
            </button>
          </div>
        </form>
        <div class="site-preview">
          <iframe
            name="site-preview"
            title="Preview of the site"
            src="/admin/settings/preview"
            sandbox="allow-scripts"
          ></iframe>
        </div>
      </div>
    </SettingsFrame>
  )
}
