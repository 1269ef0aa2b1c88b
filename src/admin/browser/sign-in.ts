import { browserSupportsWebAuthn, startAuthentication } from '@simplewebauthn/browser'
import { post, showProblem } from './parts/post.ts'

const form = document.querySelector<HTMLFormElement>('[data-passkey-sign-in]')
if (form && browserSupportsWebAuthn()) {
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    try {
      const optionsJSON = await post<Parameters<typeof startAuthentication>[0]['optionsJSON']>(
        '/admin/sign-in/passkey/options',
      )
      const response = await startAuthentication({ optionsJSON })
      const next = new FormData(form).get('next')
      location.href = (await post<{ next: string }>('/admin/sign-in/passkey', { response, next })).next
    } catch (error) {
      showProblem(form, wordsFor(error))
    }
  })
}

/** The browser's own words for "cancelled" are for developers. */
function wordsFor(error: unknown): string {
  if (error instanceof Error && error.name === 'NotAllowedError') return 'No passkey was used.'
  return error instanceof Error ? error.message : 'This did not work.'
}
