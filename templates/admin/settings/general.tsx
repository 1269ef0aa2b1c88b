import type { FC } from 'hono/jsx'
import { Field } from '../parts.tsx'
import { fieldOf, SettingsFrame, type SettingsProps } from './frame.tsx'

export const GeneralSettings: FC<SettingsProps> = ({ values, errors }) => {
  const field = fieldOf({ values, errors })
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
          <Chosen name="logoUrl" address={values.logoUrl} />
          <Field
            label="Picture for social media"
            {...field('socialImageUrl')}
            placeholder="/media/…"
            hint="For pages that have none of their own."
          />
          <Chosen name="socialImageUrl" address={values.socialImageUrl} />
        </fieldset>
        <button type="submit">Save</button> <span class="save-state" role="status" data-save-state></span>{' '}
        <progress data-progress max={1} value={0} aria-label="Upload" hidden></progress>
        <dialog data-dialog aria-labelledby="dialog-title"></dialog>
        <input type="file" data-file hidden />
      </form>
    </SettingsFrame>
  )
}

/** The picture, and with a script a way to choose another. */
const Chosen: FC<{ name: string; address: string | undefined }> = ({ name, address }) => (
  <div class="chosen">
    <img data-chosen={name} src={address || undefined} alt="" hidden={!address} />
    <button type="button" class="quiet small" data-choose={name} hidden>
      Choose a picture
    </button>
  </div>
)
