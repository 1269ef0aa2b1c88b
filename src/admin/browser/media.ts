/** The library of files: several uploads with their progress, arrow keys in the grid, copying, and replacing with a look first. */
import { api, upload } from './parts/api.ts'
import { element } from './parts/dialog.ts'

/** One after the other; what fails stays in the list with its reason, and the others are uploaded. */
function uploads(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-uploads]')
  const input = form?.querySelector<HTMLInputElement>('input[type=file]')
  const list = form?.querySelector<HTMLElement>('[data-upload-list]')
  if (!form || !input || !list) return
  const take = async (files: readonly File[]) => {
    const button = form.querySelector('button')
    if (button) button.disabled = true
    const rows = files.map((file) => {
      const progress = element('progress', { max: '1', value: '0', 'aria-label': file.name })
      const state = element('span', {}, ['waiting'])
      const row = element('li', {}, [element('span', {}, [file.name]), progress, state])
      list.append(row)
      return { file, row, progress, state }
    })
    let failed = 0
    for (const { file, row, progress, state } of rows) {
      try {
        state.textContent = 'uploading'
        await upload(file, (share) => {
          progress.value = share
        })
        state.textContent = 'done'
      } catch (error) {
        failed++
        row.classList.add('error')
        state.textContent = error instanceof Error ? error.message : 'was not uploaded'
      }
      progress.hidden = true
    }
    if (button) button.disabled = false
    input.value = ''
    const done = rows.length - failed
    if (failed === 0) location.assign(`/admin/media?done=${encodeURIComponent(`${done} uploaded.`)}`)
    else if (done > 0)
      list.append(element('li', {}, [element('a', { href: '/admin/media' }, [`Show the ${done} uploaded`])]))
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void take([...(input.files ?? [])])
  })
  input.addEventListener('change', () => void take([...(input.files ?? [])]))
  form.addEventListener('dragover', (event) => {
    event.preventDefault()
    form.classList.add('over')
  })
  form.addEventListener('dragleave', () => form.classList.remove('over'))
  form.addEventListener('drop', (event) => {
    event.preventDefault()
    form.classList.remove('over')
    void take([...(event.dataTransfer?.files ?? [])])
  })
}

/** Arrows go from file to file, Home and End to the ends; Space ticks the one that has the focus. */
function gridKeys(): void {
  const grid = document.querySelector<HTMLElement>('[data-grid]')
  grid?.addEventListener('keydown', (event) => {
    const tiles = [...grid.querySelectorAll<HTMLElement>('a.tile')]
    const at = tiles.indexOf(event.target as HTMLElement)
    if (at < 0) return
    const columns = tiles.filter((tile) => tile.offsetTop === tiles[0]?.offsetTop).length
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key]
    const goal = event.key === 'Home' ? tiles[0] : event.key === 'End' ? tiles.at(-1) : step && tiles[at + step]
    if (goal) {
      event.preventDefault()
      goal.focus()
    }
    if (event.key === ' ') {
      event.preventDefault()
      tiles[at]?.closest('li')?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click()
    }
  })
}

function copying(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
    const field = document.getElementById(button.dataset.copy ?? '')
    if (!(field instanceof HTMLInputElement)) continue
    button.hidden = false
    button.addEventListener('click', async () => {
      field.select()
      // Where a page may not write to the clipboard, the address is selected for Ctrl+C.
      const isCopied = await navigator.clipboard?.writeText(field.value).then(
        () => true,
        () => false,
      )
      button.textContent = isCopied ? 'Copied' : 'Press Ctrl+C'
    })
  }
}

/** Once to see which pages change, and again to do it. */
function replacing(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-replace]')
  const input = form?.querySelector<HTMLInputElement>('input[type=file]')
  const preview = form?.querySelector<HTMLElement>('[data-replace-preview]')
  const button = form?.querySelector<HTMLButtonElement>('button[type=submit]')
  if (!form || !input || !preview || !button) return
  const id = Number(form.dataset.replace)
  input.addEventListener('change', async () => {
    const [file] = input.files ?? []
    if (!file) return
    preview.replaceChildren(element('p', {}, ['Looking what would change …']))
    button.disabled = true
    const body = new FormData()
    body.append('file', file)
    try {
      const { pages, unexamined } = await api.dryRun('PUT', '/media/{id}/file', { path: { id }, body })
      const rest = unexamined > 0 ? `, and up to ${unexamined} more` : ''
      const count = pages.length === 1 ? '1 page will change' : `${pages.length} pages will change`
      preview.replaceChildren(
        element('p', {}, [element('strong', {}, [`${count}${rest}.`])]),
        element(
          'ul',
          { class: 'page-list' },
          pages.map(({ url }) => element('li', {}, [element('code', {}, [url])])),
        ),
      )
      button.disabled = false
      button.classList.remove('quiet')
    } catch (error) {
      preview.replaceChildren(
        element('p', { class: 'error' }, [error instanceof Error ? error.message : 'It was not taken.']),
      )
    }
  })
}

uploads()
gridKeys()
copying()
replacing()
