/** Settings show what they do while they are changed. The pages work without it. */

import { choosePicture } from './parts/library.ts'

const SHOW_AFTER_MS = 350

function debounced(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return () => {
    clearTimeout(timer)
    timer = setTimeout(act, SHOW_AFTER_MS)
  }
}

/** The site in a frame: the form is sent there as by its own buttons; the page last looked at is shown again. */
function sitePreview(form: HTMLFormElement): void {
  const buttons = [...form.querySelectorAll<HTMLButtonElement>('button[formtarget]')]
  let shown = buttons[0]
  for (const button of buttons) {
    button.addEventListener('click', () => {
      shown = button
      for (const one of buttons) one.setAttribute('aria-pressed', String(one === shown))
    })
  }
  // Colours and texts may be half-way: what is not valid stays as it is saved.
  form.addEventListener(
    'input',
    debounced(() => form.requestSubmit(shown)),
  )
}

/** A text that the server makes of the form. */
function textPreview(form: HTMLFormElement): void {
  const place = document.getElementById(form.dataset.textPreview ?? '')
  const show = async () => {
    const fields = new URLSearchParams({ page: form.dataset.textPreview ?? '' })
    for (const [name, value] of new FormData(form)) fields.append(name, String(value))
    const response = await fetch('/admin/settings/preview', { method: 'POST', body: fields })
    if (response.ok && place) place.textContent = await response.text()
  }
  form.addEventListener(
    'input',
    debounced(() => void show().catch(() => {})),
  )
}

/** This moment as the chosen language and time zone write it. */
function dateSample(fieldset: HTMLElement): void {
  const value = (name: string) => fieldset.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? ''
  const place = fieldset.querySelector('[data-sample]')
  const show = () => {
    if (!place) return
    try {
      const options = { dateStyle: 'full', timeStyle: 'short', timeZone: value('timeZone') } as const
      place.textContent = new Intl.DateTimeFormat(value('locale'), options).format()
    } catch {
      place.textContent = '… (there is no such language or time zone)'
    }
  }
  fieldset.addEventListener('input', show)
}

/** A picture of the library, or a new one. */
function pictureButton(button: HTMLButtonElement): void {
  const { form } = button
  const input = form?.elements.namedItem(button.dataset.choose ?? '')
  const image = form?.querySelector<HTMLImageElement>(`[data-chosen=${button.dataset.choose}]`)
  if (!form || !(input instanceof HTMLInputElement) || !image) return
  const show = () => {
    image.hidden = !input.value
    if (input.value) image.src = input.value
  }
  const say = (words: string) => {
    const state = form.querySelector('[data-save-state]')
    if (state) state.textContent = words
  }
  button.hidden = false
  input.addEventListener('change', show)
  button.addEventListener('click', () => {
    choosePicture(form, say)
      .then((picture) => {
        if (!picture) return
        input.value = picture.url
        show()
      })
      .catch((error: unknown) => say(error instanceof Error ? error.message : 'This did not work'))
  })
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-choose]')) pictureButton(button)
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-site-preview]')) sitePreview(form)
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-text-preview]')) textPreview(form)
for (const fieldset of document.querySelectorAll<HTMLElement>('[data-date-sample]')) dateSample(fieldset)
