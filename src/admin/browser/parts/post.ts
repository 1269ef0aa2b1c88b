/** Posts JSON to the admin; throws with the server's words. */
export async function post<T>(path: string, body: unknown = {}): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.detail ?? 'This did not work.')
  return answer as T
}

/** Shows a form's problem. */
export function showProblem(form: HTMLElement, text: string): void {
  const place = form.querySelector<HTMLElement>('.error')
  if (!place) return
  place.hidden = false
  place.textContent = text
}
