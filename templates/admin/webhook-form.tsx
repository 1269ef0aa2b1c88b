import type { FC } from 'hono/jsx'
import { Alert, Field, type FieldErrors } from './parts.tsx'

export interface EventGroup {
  readonly title: string
  readonly events: readonly { readonly type: string; readonly text: string; readonly hint: string }[]
}

export interface FormState {
  readonly name: string
  readonly url: string
  readonly events: readonly string[]
  readonly errors?: FieldErrors
}

interface Props {
  readonly action: string
  readonly button: string
  readonly form: FormState
  readonly groups: readonly EventGroup[]
}

export const WebhookForm: FC<Props> = ({ action, button, form, groups }) => {
  const { errors } = form
  return (
    <form method="post" action={action} class="webhook-form">
      {errors?.[''] && <Alert>{errors['']}</Alert>}
      <Field
        label="Address"
        name="url"
        type="url"
        value={form.url}
        errors={errors}
        required
        maxlength={2000}
        placeholder="https://example.com/hook"
        hint="Messages are sent there by POST, as JSON. https keeps others from reading along."
      />
      <Field
        label="Name"
        name="name"
        value={form.name}
        errors={errors}
        maxlength={100}
        hint="To know it by. Empty: the host of the address."
      />
      <fieldset class="events" aria-describedby={errors?.events ? 'events-error' : undefined}>
        <legend>Is told of</legend>
        <label class="check">
          <input type="checkbox" name="events" value="*" checked={form.events.includes('*')} /> Everything, also kinds
          of events to come
        </label>
        <div class="event-groups">
          {groups.map(({ title, events }) => (
            <div role="group" aria-label={title}>
              <p class="group-name">{title}</p>
              {events.map(({ type, text, hint }) => (
                <label class="check" title={hint}>
                  <input type="checkbox" name="events" value={type} checked={form.events.includes(type)} /> {text}
                </label>
              ))}
            </div>
          ))}
        </div>
        {errors?.events && (
          <p class="error" id="events-error" role="alert">
            {errors.events}
          </p>
        )}
      </fieldset>
      <button type="submit">{button}</button>
    </form>
  )
}
