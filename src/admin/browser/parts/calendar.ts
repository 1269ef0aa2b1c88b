/** The calendar by keys: arrows go from day to day, PageUp and PageDown from month to month, Home to today. */
export function calendarKeys(): void {
  const calendar = document.querySelector<HTMLElement>('[data-calendar]')
  if (!calendar) return
  const days = [...calendar.querySelectorAll<HTMLElement>('[data-day]')]
  const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }
  document.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const link = document.querySelector<HTMLAnchorElement>(`a[data-key="${CSS.escape(event.key)}"]`)
    const step = steps[event.key]
    if (link) {
      event.preventDefault()
      link.click()
    } else if (step !== undefined && calendar.contains(document.activeElement)) {
      const of = document.activeElement?.closest('.month > li')?.querySelector<HTMLElement>('[data-day]')
      const next = of && days[days.indexOf(of) + step]
      if (!next) return
      event.preventDefault()
      next.focus()
    }
  })
}
