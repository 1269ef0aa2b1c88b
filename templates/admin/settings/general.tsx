import type { FC } from 'hono/jsx'
import { Field } from '../parts.tsx'
import { SettingsFrame, type SettingsProps } from './frame.tsx'

export const GeneralSettings: FC<SettingsProps> = ({ values, errors }) => {
  const field = (name: string) => ({ name, value: values[name] ?? '', errors })
  return (
    <SettingsFrame current="" errors={errors}>
      <form method="post" class="settings-form">
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
          <Field label="Logo" {...field('logoUrl')} placeholder="/media/…" hint="Shown in the place of the title." />
          <Field
            label="Picture for social media"
            {...field('socialImageUrl')}
            placeholder="/media/…"
            hint="For pages that have none of their own."
          />
        </fieldset>
        <button type="submit">Save</button>
      </form>
    </SettingsFrame>
  )
}
