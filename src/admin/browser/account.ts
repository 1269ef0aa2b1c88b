import { browserSupportsWebAuthn, startRegistration } from '@simplewebauthn/browser'
import { post, showProblem } from './parts/post.ts'

const form = document.querySelector<HTMLFormElement>('[data-passkey-register]')
if (form && browserSupportsWebAuthn()) {
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    try {
      const optionsJSON = await post<Parameters<typeof startRegistration>[0]['optionsJSON']>(
        '/admin/account/passkeys/options',
      )
      const response = await startRegistration({ optionsJSON })
      await post('/admin/account/passkeys', { response, name: new FormData(form).get('name') })
      location.href = '/admin/account?done=The+passkey+is+added.'
    } catch (error) {
      const isCancelled = error instanceof Error && error.name === 'NotAllowedError'
      showProblem(
        form,
        isCancelled ? 'No passkey was made.' : error instanceof Error ? error.message : 'This did not work.',
      )
    }
  })
}
