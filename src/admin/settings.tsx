/** The site's settings, a page for each kind. */
import { AppearanceSettings } from '../../templates/admin/settings/appearance.tsx'
import { CrawlerSettings } from '../../templates/admin/settings/crawlers.tsx'
import { DataSettings } from '../../templates/admin/settings/data.tsx'
import { FeedSettings } from '../../templates/admin/settings/feeds.tsx'
import { type Section, sectionPath } from '../../templates/admin/settings/frame.tsx'
import { GeneralSettings } from '../../templates/admin/settings/general.tsx'
import { PlaceSettings } from '../../templates/admin/settings/place.tsx'
import { ServerSettings } from '../../templates/admin/settings/server.tsx'
import { ANSWERING_CRAWLERS, TRAINING_CRAWLERS } from '../content/index.ts'
import { CallError, call } from './call.ts'
import type { Admin, AdminContext } from './env.ts'
import { errorsOf, isChecked, optionalField, textField } from './form.ts'
import { framed } from './frame.tsx'
import { locales, sampleDate } from './locales.ts'
import { showSettings, siteWith } from './settings-preview.ts'

/** How a form's field becomes a setting. */
type Kind = 'text' | 'number' | 'address' | 'switch'
type Values = Record<string, unknown>

const FIELDS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  '': { title: 'text', description: 'text', footer: 'text', logoUrl: 'address', socialImageUrl: 'address' },
  appearance: {
    ...{ accent: 'text', fonts: 'text', columnWidth: 'text', headerLayout: 'text', homeLayout: 'text' },
    ...{ customCss: 'text', headCode: 'text', footCode: 'text' },
  },
  place: { locale: 'text', timeZone: 'text', permalink: 'text', postsPerPage: 'number' },
  crawlers: { searchEngines: 'switch', aiTraining: 'switch', aiAnswers: 'switch', robotsLines: 'text' },
  feeds: { feedText: 'text', feedLength: 'number', feedFooter: 'text' },
}

export function settingsRoutes(admin: Admin): void {
  for (const section of Object.keys(FIELDS) as Section[]) {
    const path = section ? `/settings/${section}` : '/settings'
    admin.get(path, async (c) => page(c, section, await call(c, 'GET', '/settings')))
    admin.post(path, async (c) => save(c, section))
  }
  admin.get('/settings/data', (c) => framed(c, { title: 'Import and export' }, <DataSettings />))
  admin.get('/settings/server', async (c) => {
    const usage = await call(c, 'GET', '/settings/media-usage')
    const { settings } = await call(c, 'GET', '/cache/settings')
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
function read(form: Values, section: string): Values {
  const values: Values = {}
  for (const [name, kind] of Object.entries(FIELDS[section] ?? {})) {
    if (kind === 'switch') values[name] = isChecked(form, name)
    else if (!(name in form)) continue
    else if (kind === 'number') values[name] = Number(textField(form, name))
    else values[name] = kind === 'address' ? optionalField(form, name) : textField(form, name).trim()
  }
  return values
}

async function save(c: AdminContext, section: Section): Promise<Response> {
  const form = await c.req.parseBody()
  const values = read(form, section)
  const isTrial = textField(form, 'action') === 'try'
  try {
    if (!isTrial) {
      await call(c, 'PATCH', '/settings', values)
      return c.redirect(`${sectionPath(section)}?done=Saved.`, 303)
    }
    const move = await call(c, 'GET', `/settings/permalink?pattern=${encodeURIComponent(String(values.permalink))}`)
    return page(c, section, { ...(await call(c, 'GET', '/settings')), ...values, move })
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    const names = [...Object.keys(FIELDS[section] ?? {})]
    const errors = isTrial ? { permalink: error.problem.errors?.[0]?.message ?? error.message } : errorsOf(error, names)
    return page(c, section, { ...(await call(c, 'GET', '/settings')), ...values }, errors)
  }
}

async function page(c: AdminContext, section: Section, settings: Values, errors?: Record<string, string>) {
  const names = Object.keys(FIELDS[section] ?? {})
  const values = Object.fromEntries(names.map((name) => [name, String(settings[name] ?? '')]))
  const options = { title: 'Settings', scripts: ['settings.js'], ...(errors && { status: 422 as const }) }
  return framed(c, options, await content())

  async function content() {
    const props = { values, errors }
    if (section === 'appearance') {
      return <AppearanceSettings {...props} isOwner={c.var.signedIn.account.role === 'owner'} />
    }
    if (section === 'place') {
      const { move, formerPermalinks = [] } = settings as { move?: never; formerPermalinks?: string[] }
      const sample = sampleDate(values.locale ?? '', values.timeZone ?? '')
      const timeZones = Intl.supportedValuesOf('timeZone')
      return <PlaceSettings {...props} {...{ move, formerPermalinks, sample, timeZones }} locales={locales()} />
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
