import { part } from './editing.ts'

/** None when the writer thinks better of it. */
export function chooseFiles(form: HTMLFormElement, accept: string): Promise<File[]> {
  const input = part<HTMLInputElement>(form, '[data-file]')
  input.accept = accept
  input.value = ''
  return new Promise((done) => {
    input.onchange = () => done([...(input.files ?? [])])
    input.oncancel = () => done([])
    input.click()
  })
}
