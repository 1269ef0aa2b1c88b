import type { FC } from 'hono/jsx'
import { Alert, Field } from '../parts.tsx'
import { Choices, fieldOf, SettingsFrame, type SettingsProps } from './frame.tsx'

interface Props extends SettingsProps {
  /** Owners may add code of their own. */
  readonly isOwner: boolean
}

const LOOKS = [
  {
    name: 'fonts',
    label: 'Fonts',
    hint: 'Of the reader’s own device: nothing is loaded.',
    choices: [
      { value: 'mixed', text: 'Headings sans, text serif' },
      { value: 'serif', text: 'All serif' },
      { value: 'sans', text: 'All sans' },
      { value: 'mono', text: 'All monospaced' },
    ],
  },
  {
    name: 'columnWidth',
    label: 'Width of the text',
    choices: [
      { value: 'narrow', text: 'Narrow' },
      { value: 'normal', text: 'Normal' },
      { value: 'wide', text: 'Wide' },
    ],
  },
  {
    name: 'headerLayout',
    label: 'Header',
    choices: [
      { value: 'line', text: 'Title and menu in one line' },
      { value: 'stacked', text: 'Menu below the title' },
      { value: 'centred', text: 'In the middle' },
    ],
  },
  {
    name: 'homeLayout',
    label: 'Home page',
    choices: [
      { value: 'list', text: 'List' },
      { value: 'cards', text: 'Cards, two in a row' },
    ],
  },
] as const

const CODE = [
  {
    name: 'customCss',
    label: 'Stylesheet',
    hint: 'CSS after the theme’s own, in a file that browsers keep for good until you change it.',
    rows: 8,
  },
  {
    name: 'headCode',
    label: 'HTML at the end of the head',
    hint: 'For counters and proofs of ownership.',
    rows: 4,
  },
  {
    name: 'footCode',
    label: 'HTML at the end of the page',
    hint: 'While either has something in it, pages may load scripts from anywhere over HTTPS; scripts inside the page run only if they are these.',
    rows: 4,
  },
] as const

/** The form, and beside it the site as it would be. */
export const AppearanceSettings: FC<Props> = ({ values, errors, isOwner }) => {
  const field = fieldOf({ values, errors })
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
            {LOOKS.map(({ name, ...look }) => (
              <Choices name={name} value={values[name] ?? ''} {...look} />
            ))}
          </fieldset>
          <fieldset class="card" disabled={!isOwner}>
            <legend>Code of your own</legend>
            {!isOwner && (
              <p class="hint">Only owners may change this: it can show, hide and run anything for your readers.</p>
            )}
            {CODE.map((code) => (
              <Field {...field(code.name)} type="textarea" class="code" {...code} spellcheck="false" />
            ))}
            {hasCode && (
              <Alert>This site runs code of your own. In the preview it runs apart, without your session.</Alert>
            )}
          </fieldset>
          <div class="actions">
            <button type="submit">Save</button>
            <PreviewButton page="home" text="Preview home" />
            <PreviewButton page="post" text="Preview a post" />
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

/** Sends what is typed to the frame, and saves nothing. */
const PreviewButton: FC<{ page: 'home' | 'post'; text: string }> = ({ page, text }) => (
  <button
    type="submit"
    class="quiet"
    formaction="/admin/settings/preview"
    formtarget="site-preview"
    name="page"
    value={page}
  >
    {text}
  </button>
)
