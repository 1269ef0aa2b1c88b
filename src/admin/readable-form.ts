/** How large a form may be, and that it is one. What is sent is held in memory before anything looks at it. */
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import type { AdminEnv } from './env.ts'
import { Refusal } from './refusal.ts'

/** Of somebody who is not signed in: a few short fields. */
export const MAX_SIGN_IN_BYTES = 100_000
/** The longest text that the API takes, in a script that needs many bytes for a letter. */
const MAX_FORM_BYTES = 25_000_000
/** As the API, which gets each of the files. */
const MAX_UPLOAD_BYTES = 200_000_000

/** Refuses a form that is too large or no form, before the page reads it. */
export function readableForm(maxBytes = MAX_FORM_BYTES, maxUploadBytes = MAX_UPLOAD_BYTES) {
  const limits = { form: limited(maxBytes), upload: limited(maxUploadBytes) }
  return createMiddleware<AdminEnv>(async (c, next) => {
    const isMultipart = /^multipart\/form-data/i.test(c.req.header('content-type') ?? '')
    if (!isMultipart) return limits.form(c, next)
    return limits.upload(c, async () => {
      await c.req.formData().catch(() => {
        throw new Refusal(422, 'This form arrived damaged. Go back and send it again.')
      })
      await next()
    })
  })
}

function limited(maxSize: number) {
  const most = maxSize < 1_000_000 ? `${maxSize / 1000} KB` : `${maxSize / 1_000_000} MB`
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new Refusal(413, `This is too large: at most ${most} can be sent at once.`)
    },
  })
}
