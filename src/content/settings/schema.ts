/** What can be set of a site: one schema, with defaults. A key without a row has its default. */
import { z } from 'zod'
import { WEB_ADDRESS, WEB_ADDRESS_RULE } from '../web-address.ts'
import { problemInRobotsLines } from './robots-lines.ts'

const isTimeZone = (name: string) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const isLocale = (tag: string) => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

const PERMALINK = /^(?:\/(?:[a-z0-9-]+|\{(?:slug|yyyy|mm|dd)\}))+$/

const permalink = z
  .string()
  .regex(PERMALINK, 'must be a path of lower-case words and {slug}, {yyyy}, {mm}, {dd}')
  .refine((pattern) => pattern.split('{slug}').length === 2, 'must contain {slug} once')
  .refine((pattern) => pattern !== '/{slug}', 'must differ from the address of pages, /{slug}')

const webAddress = z.string().max(2000).regex(WEB_ADDRESS, WEB_ADDRESS_RULE)

export const MAX_FORMER_PERMALINKS = 20

/** Forms send CR LF; scripts are allowed by the hash of what the browser sees, which is LF. */
const code = z.string().overwrite((text) => text.replace(/\r\n?/g, '\n'))

export const settingsSchema = z.strictObject({
  title: z.string().trim().min(1).max(200).default('Hearth'),
  description: z.string().trim().max(500).default(''),
  /** BCP 47, e.g. `en` or `de-AT`. */
  locale: z.string().refine(isLocale, 'must be a language tag such as en or de-AT').default('en'),
  /** IANA name, e.g. `Europe/Vienna`: dates are shown, and months begin, in it. */
  timeZone: z.string().refine(isTimeZone, 'must be a time zone such as Europe/Vienna').default('UTC'),
  postsPerPage: z.int().min(1).max(100).default(10),
  /** Where posts live. */
  permalink: permalink.default('/posts/{slug}'),
  /** Where they lived before, the last first: addresses of these patterns redirect. */
  formerPermalinks: z.array(permalink).max(MAX_FORMER_PERMALINKS).default([]),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #b4451f')
    .default('#b4451f'),
  /** System fonts for headings and text: both kinds, or one for all. */
  fonts: z.enum(['mixed', 'serif', 'sans', 'mono']).default('mixed'),
  columnWidth: z.enum(['narrow', 'normal', 'wide']).default('normal'),
  /** Title and menu beside each other, below each other, or in the middle. */
  headerLayout: z.enum(['line', 'stacked', 'centred']).default('line'),
  homeLayout: z.enum(['list', 'cards']).default('list'),
  /** A stylesheet after the theme's own. Only for owners, like the two below. */
  customCss: code.max(100_000).default(''),
  /** HTML at the end of the head, and of the body. */
  headCode: code.max(20_000).default(''),
  footCode: code.max(20_000).default(''),
  footer: z.string().max(1000).default(''),
  /** How many of the newest posts feeds carry. */
  feedLength: z.int().min(1).max(100).default(20),
  feedText: z.enum(['full', 'excerpt']).default('full'),
  /** Under each item of a feed; plain text with {title}, {link} and {site}. */
  feedFooter: z.string().max(1000).default(''),
  /** Whether search engines may index the site. */
  searchEngines: z.boolean().default(true),
  /** Whether AI crawlers may read the site: to train models with it, and to answer somebody's question. */
  aiTraining: z.boolean().default(true),
  aiAnswers: z.boolean().default(true),
  /** Further lines of robots.txt. */
  robotsLines: z
    .string()
    .max(5000)
    .superRefine((text, check) => {
      const problem = problemInRobotsLines(text)
      if (problem) check.addIssue({ code: 'custom', message: problem })
    })
    .default(''),
  logoUrl: webAddress.nullable().default(null),
  socialImageUrl: webAddress.nullable().default(null),
})

/** What runs in readers' browsers, or can hide anything from them: only owners who are signed in may change it. */
export const OWNER_SETTINGS = ['customCss', 'headCode', 'footCode'] as const

export type Settings = z.infer<typeof settingsSchema>
export type SettingKey = keyof Settings

export const defaultSettings: Settings = settingsSchema.parse({})

/** Settings from rows; a stored value that is not valid any more counts as not set. */
export function settingsFromRows(rows: readonly { key: string; value: unknown }[]): Settings {
  const known: Record<string, unknown> = {}
  for (const { key, value } of rows) {
    const field = (settingsSchema.shape as Record<string, z.ZodType | undefined>)[key]
    if (field?.safeParse(value).success) known[key] = value
  }
  return settingsSchema.parse(known)
}

/** What a stored value of a setting means: its default when there is none or it is not valid. */
export function effectiveSetting(key: string, value: unknown): unknown {
  return (settingsFromRows([{ key, value }]) as Record<string, unknown>)[key]
}
