import type { FC } from 'hono/jsx'
import { Alert, Checkbox, Field, type FieldErrors, PageHead } from './parts.tsx'

interface Props {
  readonly values: Readonly<Record<string, string>>
  readonly errors?: FieldErrors | undefined
  readonly timeZones: readonly string[]
}

export const SettingsPage: FC<Props> = ({ values, errors, timeZones }) => {
  const field = (name: string) => ({ name, value: values[name] ?? '', errors })
  return (
    <>
      <PageHead title="Settings" />
      {errors?.[''] && <Alert>{errors['']}</Alert>}
      <form method="post" action="/admin/settings" class="settings-form">
        <fieldset class="card">
          <legend>The site</legend>
          <Field label="Title" {...field('title')} required maxlength={200} />
          <Field
            label="Description"
            {...field('description')}
            maxlength={500}
            hint="One sentence, for search engines and feeds."
          />
          <Field label="Text at the foot" {...field('footer')} type="textarea" rows={2} />
          <Field label="Logo" {...field('logoUrl')} placeholder="/media/…" />
          <Field
            label="Picture for social media"
            {...field('socialImageUrl')}
            placeholder="/media/…"
            hint="For pages that have none of their own."
          />
          <Field label="Accent colour" {...field('accent')} type="color" />
        </fieldset>
        <fieldset class="card">
          <legend>Reading</legend>
          <Field label="Posts on a page" {...field('postsPerPage')} type="number" min={1} max={100} />
          <Field label="Posts in a feed" {...field('feedLength')} type="number" min={1} max={100} />
          <Checkbox
            label="Search engines may index the site"
            name="searchEngines"
            checked={values.searchEngines === 'true'}
          />
        </fieldset>
        <fieldset class="card">
          <legend>Place and language</legend>
          <Field
            label="Language"
            {...field('locale')}
            hint="A language tag, such as en or de-AT. Dates are written in it."
          />
          <Field
            label="Time zone"
            {...field('timeZone')}
            list="time-zones"
            hint="Dates are shown, and months begin, in it."
          />
          <datalist id="time-zones">
            {timeZones.map((zone) => (
              <option value={zone}></option>
            ))}
          </datalist>
          <Field
            label="Addresses of posts"
            {...field('permalink')}
            hint="Made of words and {slug}, {yyyy}, {mm}, {dd}. Old addresses redirect."
          />
        </fieldset>
        <button type="submit">Save</button>
      </form>
    </>
  )
}
