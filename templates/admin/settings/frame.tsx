/** What the pages of the settings share. */
import type { Child, FC } from 'hono/jsx'
import { Alert, type FieldErrors, PageHead } from '../parts.tsx'

export interface SettingsProps {
  readonly values: Readonly<Record<string, string>>
  readonly errors?: FieldErrors | undefined
}

/** What a field has of its own name: its value, and what is wrong with it. */
export const fieldOf =
  ({ values, errors }: SettingsProps) =>
  (name: string) => ({ name, value: values[name] ?? '', errors })

const SECTIONS = [
  { name: '', text: 'General' },
  { name: 'appearance', text: 'Appearance' },
  { name: 'place', text: 'Language and addresses' },
  { name: 'crawlers', text: 'Search engines and AI' },
  { name: 'feeds', text: 'Feeds' },
  { name: 'data', text: 'Import and export' },
  { name: 'server', text: 'Server' },
] as const

export type Section = (typeof SECTIONS)[number]['name']

export const sectionPath = (name: Section) => (name ? `/admin/settings/${name}` : '/admin/settings')

export const SettingsFrame: FC<{ current: Section; errors?: FieldErrors | undefined; children?: Child }> = ({
  current,
  errors,
  children,
}) => (
  <>
    <PageHead title="Settings" />
    <nav class="tabs" aria-label="Settings">
      {SECTIONS.map(({ name, text }) => (
        <a href={sectionPath(name)} aria-current={name === current ? 'page' : undefined}>
          {text}
        </a>
      ))}
    </nav>
    {errors?.[''] && <Alert>{errors['']}</Alert>}
    {children}
  </>
)

interface Choice {
  readonly value: string
  readonly text: string
  readonly hint?: string
}

/** One of a few, all of which are seen. */
export const Choices: FC<{
  label: string
  name: string
  value: string
  hint?: string
  choices: readonly Choice[]
}> = ({ label, name, value, hint, choices }) => (
  <fieldset class="choices">
    <legend>{label}</legend>
    {hint && <small class="hint">{hint}</small>}
    {choices.map((choice) => (
      <label>
        <input type="radio" name={name} value={choice.value} checked={choice.value === value} /> {choice.text}
        {choice.hint && <small class="hint">{choice.hint}</small>}
      </label>
    ))}
  </fieldset>
)
