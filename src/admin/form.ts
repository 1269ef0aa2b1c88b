/** Reading forms. */
import { HearthProblem } from '../client/index.ts'

type Form = Record<string, unknown>

export function textField(form: Form, name: string): string {
  const value = form[name]
  return typeof value === 'string' ? value : ''
}

/** Several at once, by name. */
export function textFields<N extends string>(form: Form, ...names: readonly N[]): Record<N, string> {
  return Object.fromEntries(names.map((name) => [name, textField(form, name)])) as Record<N, string>
}

/** Null when it was left empty. */
export function optionalField(form: Form, name: string): string | null {
  return textField(form, name).trim() || null
}

/** The ids of the rows that are ticked. The form was read with `all`. */
export function idFields(form: Form): number[] {
  const ids = [form.id ?? []].flat().filter((id): id is string => typeof id === 'string' && /^\d{1,15}$/.test(id))
  return [...new Set(ids)].map(Number)
}

export function isChecked(form: Form, name: string): boolean {
  return form[name] === 'true'
}

/** Those that are not empty, as an address has them. */
export function filled(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
}

/**
 * What somebody typed, or an address asks for, given to the API as it is: whether it is what an operation takes is the
 * API's to check, and its problem is shown beside it.
 */
export function asWritten<T>(value: unknown): T {
  return value as T
}

/** What the API refused, to be said beside what was typed. Whatever else went wrong is thrown again. */
export function problemOf(error: unknown): HearthProblem {
  if (error instanceof HearthProblem) return error
  throw error
}

/** The messages of what the API refused, by field; those of no field of the form come under an empty name. */
export function errorsOf(error: unknown, fields: readonly string[]): Record<string, string> {
  const problem = problemOf(error)
  const errors: Record<string, string> = {}
  for (const { field, message } of problem.errors) {
    const [top = ''] = field.split('.')
    errors[fields.includes(top) ? top : ''] = message
  }
  return Object.keys(errors).length > 0 ? errors : { '': problem.message }
}
