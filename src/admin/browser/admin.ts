/** What every page of the admin does in the browser. None of it is needed for using the page. */
import { calendarKeys } from './parts/calendar.ts'
import { linkTargets } from './parts/link-targets.ts'

/** Times in the reader's own zone. */
function showLocalTimes(root: ParentNode): void {
  const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })
  const short = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
  for (const time of root.querySelectorAll<HTMLTimeElement>('time[data-local]')) {
    const at = new Date(time.dateTime)
    time.textContent = short.format(at)
    time.title = full.format(at)
  }
}

/** Asks before what cannot be undone at once. */
function confirmForms(): void {
  document.addEventListener('submit', (event) => {
    const text = event.target instanceof HTMLElement ? event.target.dataset.confirm : undefined
    if (text && !window.confirm(text)) event.preventDefault()
  })
}

/** The bar with actions counts what is selected, and waits until something is. Shift selects from the last one on. */
function bulkForms(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-bulk]')) {
    const boxes = [...form.elements].filter(
      (control): control is HTMLInputElement => control instanceof HTMLInputElement && control.name === 'id',
    )
    // Not `form.id`: the boxes have that name.
    const all = document.querySelector<HTMLInputElement>(`[data-bulk-all="${form.getAttribute('id')}"]`)
    const buttons = [...form.elements].filter((control) => control instanceof HTMLButtonElement)
    const count = form.querySelector('[data-bulk-count]')
    const show = () => {
      const selected = boxes.filter(({ checked }) => checked).length
      for (const button of buttons) button.disabled = selected === 0
      form.classList.toggle('idle', selected === 0)
      if (count) count.textContent = `${selected} selected`
      if (all) {
        all.checked = selected === boxes.length
        all.indeterminate = selected > 0 && !all.checked
      }
    }
    all?.addEventListener('change', () => {
      for (const box of boxes) box.checked = all.checked
      show()
    })
    let last = -1
    for (const [index, box] of boxes.entries()) {
      box.addEventListener('click', (event) => {
        if (event.shiftKey && last >= 0)
          for (const other of boxes.slice(Math.min(last, index), Math.max(last, index) + 1)) other.checked = box.checked
        last = index
        show()
      })
      box.addEventListener('change', show)
    }
    show()
  }
}

/** What the server sends while one looks. Opened details stay open. */
function liveRegions(): void {
  for (const region of document.querySelectorAll<HTMLElement>('[data-live]')) {
    const source = new EventSource(region.dataset.live ?? '')
    source.addEventListener('message', ({ data }) => {
      if (region.contains(document.activeElement)) return
      const open = new Set([...region.querySelectorAll('details[open]')].map(({ id }) => id))
      region.innerHTML = data
      for (const details of region.querySelectorAll('details')) details.open = open.has(details.id)
      showLocalTimes(region)
    })
  }
}

/** On a phone the navigation is behind a button. */
function mobileMenu(): void {
  const menu = document.querySelector<HTMLDetailsElement>('.sidebar .menu')
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && menu?.open) menu.open = false
  })
}

/** What is there to be copied is selected at once. */
function selectReady(): void {
  document.querySelector<HTMLInputElement>('input[data-select]')?.select()
}

selectReady()
showLocalTimes(document)
confirmForms()
bulkForms()
liveRegions()
mobileMenu()
calendarKeys()
linkTargets()
