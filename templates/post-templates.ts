/** The ways in which a post or page can be laid out: what writers choose from. */
import type { PostTemplate } from './types.ts'

export interface TemplateChoice {
  readonly name: PostTemplate
  readonly title: string
  readonly description: string
}

export const POST_TEMPLATES: readonly TemplateChoice[] = [
  { name: 'default', title: 'Default', description: 'As the theme has it' },
  { name: 'wide', title: 'Wide', description: 'A wide column, for pictures, tables and code' },
  { name: 'cover', title: 'Large cover', description: 'The cover fills the page, above the title' },
  { name: 'plain', title: 'Plain', description: 'Title and text: no date, authors, contents or tags' },
]
