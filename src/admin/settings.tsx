/** The site's settings, a page for each kind. */
import { AppearanceSettings } from '../../templates/admin/settings/appearance.tsx'
import { CrawlerSettings } from '../../templates/admin/settings/crawlers.tsx'
import { DataSettings } from '../../templates/admin/settings/data.tsx'
import { FeedSettings } from '../../templates/admin/settings/feeds.tsx'
import { type Section, sectionPath } from '../../templates/admin/settings/frame.tsx'
import { GeneralSettings } from '../../templates/admin/settings/general.tsx'
import { PlaceSettings } from '../../templates/admin/settings/place.tsx'
import { ServerSettings } from '../../templates/admin/settings/server.tsx'
import type { PermalinkMove, Settings } from '../client/index.ts'
import { ANSWERING_CRAWLERS, TRAINING_CRAWLERS } from '../content/index.ts'
import type { Admin, AdminContext } from './env.ts'
import { asWritten, errorsOf, isChecked, optionalField, problemOf, textField } from './form.ts'
import { framed } from './frame.tsx'
import { locales, sampleDate, spokenLanguages } from './locales.ts'
import { showSettings, siteWith } from './settings-preview.ts'

/** How a form's field becomes a setting. */
type Kind = 'text' | 'number' | 'address' | 'switch'
type Values = Record<string, unknown>

const FIELDS = {
  '': { title: 'text', description: 'text', footer: 'text', logoUrl: 'address', socialImageUrl: 'address' },
  appearance: {
    ...{ accent: 'text', fonts: 'text', columnWidth: 'text', headerLayout: 'text', homeLayout: 'text' },
    ...{ customCss: 'text', headCode: 'text', footCode: 'text' },
  },
  place: { locale: 'text', timeZone: 'text', permalink: 'text', postsPerPage: 'number' },
  crawlers: { searchEngines: 'switch', aiTraining: 'switch', aiAnswers: 'switch', robotsLines: 'text' },
  feeds: { feedText: 'text', feedLength: 'number', feedFooter: 'text' },
} as const satisfies Partial<Record<Section, Partial<Record<keyof Settings, Kind>>>>

type FormSection = keyof typeof FIELDS

const SECTIONS: readonly FormSection[] = ['', 'appearance', 'place', 'crawlers', 'feeds']

export function settingsRoutes(admin: Admin): void {
  for (const section of SECTIONS) {
    const path = section ? `/settings/${section}` : '/settings'
    admin.get(path, (c) => page(c, section))
    admin.post(path, (c) => save(c, section))
  }
  admin.get('/settings/data', (c) => framed(c, { title: 'Import and export' }, <DataSettings />))
  admin.get('/settings/server', async (c) => {
    const usage = await c.var.api.get('/settings/media-usage')
    const { settings } = await c.var.api.get('/cache/settings')
    return framed(c, { title: 'Server' }, <ServerSettings {...{ usage, settings }} />)
  })
  admin.get('/settings/preview', (c) => showSettings(c, 'appearance', {}))
  admin.post('/settings/preview', async (c) => {
    const form = await c.req.parseBody()
    const isCrawlers = textField(form, 'page') === 'robots'
    const section = isCrawlers ? 'crawlers' : 'appearance'
    return showSettings(c, textField(form, 'page'), read(form, section))
  })
}

/** Fields that are not in the form, as those that are disabled, stay as they are. */
function read(form: Values, section: FormSection): Values {
  const values: Values = {}
  for (const [name, kind] of Object.entries<Kind>(FIELDS[section])) {
    if (kind === 'switch') values[name] = isChecked(form, name)
    else if (!(name in form)) continue
    else if (kind === 'number') values[name] = Number(textField(form, name))
    else values[name] = kind === 'address' ? optionalField(form, name) : textField(form, name).trim()
  }
  return values
}

async function save(c: AdminContext, section: FormSection): Promise<Response> {
  const form = await c.req.parseBody()
  const values = read(form, section)
  const isTrial = textField(form, 'action') === 'try'
  try {
    if (!isTrial) {
      await c.var.api.patch('/settings', { body: asWritten(values) })
      return c.redirect(`${sectionPath(section)}?done=Saved.`, 303)
    }
    const pattern = String(values.permalink)
    const move = await c.var.api.get('/settings/permalink', { query: { pattern } })
    return page(c, section, { typed: values, move })
  } catch (error) {
    const problem = problemOf(error)
    const errors = isTrial
      ? { permalink: problem.errors[0]?.message ?? problem.message }
      : errorsOf(problem, Object.keys(FIELDS[section]))
    return page(c, section, { typed: values, errors })
  }
}

interface Shown {
  /** Shown in the place of what is saved. */
  readonly typed?: Values
  readonly errors?: Record<string, string>
  readonly move?: PermalinkMove
}

async function page(c: AdminContext, section: FormSection, { typed, errors, move }: Shown = {}) {
  const settings = await c.var.api.get('/settings')
  const shown: Values = { ...settings, ...typed }
  const values = Object.fromEntries(Object.keys(FIELDS[section]).map((name) => [name, String(shown[name] ?? '')]))
  const options = { title: 'Settings', scripts: ['settings.js'], ...(errors && { status: 422 as const }) }
  return framed(c, options, await content())

  async function content() {
    const props = { values, errors }
    if (section === 'appearance') {
      return <AppearanceSettings {...props} isOwner={c.var.signedIn.account.role === 'owner'} />
    }
    if (section === 'place') {
      const { formerPermalinks } = settings
      const sample = sampleDate(values.locale ?? '', values.timeZone ?? '')
      const timeZones = Intl.supportedValuesOf('timeZone')
      const spoken = spokenLanguages()
      return <PlaceSettings {...props} {...{ move, formerPermalinks, sample, timeZones, spoken }} locales={locales()} />
    }
    if (section === 'crawlers') {
      const robots = (await siteWith(c, {}, 'robots')).body
      const crawlers = { training: TRAINING_CRAWLERS, answering: ANSWERING_CRAWLERS }
      return <CrawlerSettings {...props} {...crawlers} robots={robots} />
    }
    if (section === 'feeds') return <FeedSettings {...props} />
    return <GeneralSettings {...props} />
  }
}
