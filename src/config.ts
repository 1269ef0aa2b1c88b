/** Every setting, in one place: nothing else reads `process.env`. `docs/configuration.md` and `.env.example` list the same names. */
import path from 'node:path'
import { z } from 'zod'

const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((n) => n >= min && n <= max, `must be between ${min} and ${max}`)

const siteUrl = z.string().refine((text) => {
  try {
    const { protocol, pathname, search, hash } = new URL(text)
    return ['http:', 'https:'].includes(protocol) && pathname === '/' && search === '' && hash === ''
  } catch {
    return false
  }
}, 'must be an address without a path, such as https://blog.example')

const settings = z.object({
  /** TCP port to listen on; 0 picks a free one. */
  PORT: integer(0, 65535).default(3000),
  /** Address to listen on. */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Where readers find the site; absolute links in feeds and sitemaps start with it. */
  SITE_URL: siteUrl.optional(),
  /** PostgreSQL 15 or newer; empty = the embedded one in DATA_DIR. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must look like postgres://user:password@host:5432/name')
    .optional(),
  /** Media, and the embedded database. */
  DATA_DIR: z.string().min(1).default('./data'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** How the response cache follows the content: `evented`, or `off` (every request renders). */
  CACHE_MODEL: z.enum(['evented', 'off']).default('evented'),
  /** A flush starts this long after the last event… */
  CACHE_QUIET_MS: integer(0, 60_000).default(10),
  /** …but at most this long after the first. */
  CACHE_MAX_WAIT_MS: integer(0, 60_000).default(250),
  /** How often to look for events that no doorbell announced. */
  CACHE_AUTO_FLUSH_MS: integer(10, 3_600_000).default(1000),
  /** Older than this, a page is rendered afresh rather than served. */
  CACHE_MAX_STALENESS_MS: integer(100, 86_400_000).default(10_000),
  /** Memory for stored responses, all encodings together. */
  CACHE_MAX_BYTES: integer(1_000_000, Number.MAX_SAFE_INTEGER).default(512 * 1024 * 1024),
  /** How many stored pages a minute are compared with fresh renders in the background; 0 = none. */
  CACHE_AUDIT_PER_MINUTE: integer(0, 10_000).default(60),
  /** Whether webhooks may lead to private networks and to this machine. */
  WEBHOOKS_ALLOW_PRIVATE: z
    .enum(['true', 'false'], 'must be true or false')
    .transform((text) => text === 'true')
    .default(false),
  /** Count how often pages are read, without cookies and without keeping anything of the readers. */
  PAGE_VIEWS: z
    .enum(['true', 'false'], 'must be true or false')
    .transform((text) => text === 'true')
    .default(true),
  /** Processes that serve. Only 1 in this version. */
  WORKERS: integer(1, 1).default(1),
  /** For the command line: a site on another machine … */
  HEARTH_URL: siteUrl.optional(),
  /** … and an API key of it. */
  HEARTH_KEY: z
    .string()
    .regex(/^hk_[\w-]{8}_[\w-]{43}$/, 'must be an API key: hk_…')
    .optional(),
})

export interface CacheConfig {
  readonly model: 'evented' | 'off'
  readonly quietMs: number
  readonly maxWaitMs: number
  readonly autoFlushMs: number
  readonly maxStalenessMs: number
  readonly maxBytes: number
  readonly auditPerMinute: number
}

export interface Config {
  readonly port: number
  readonly host: string
  /** Without a trailing slash. Undefined = derived from host and port once the server listens. */
  readonly siteUrl: string | undefined
  readonly databaseUrl: string | undefined
  /** Absolute. */
  readonly dataDir: string
  readonly logLevel: z.infer<typeof settings>['LOG_LEVEL']
  readonly cache: CacheConfig
  readonly allowPrivateWebhooks: boolean
  readonly pageViews: boolean
  readonly workers: number
  /** The site that the command line asks, when it is not the one of this machine. */
  readonly remote: { readonly url: string; readonly key: string } | undefined
}

/** A setting that is missing or wrong; the message is one sentence an operator can act on. */
export class ConfigError extends Error {
  readonly code = 'invalid-config'
}

export const settingNames = Object.keys(settings.shape)

export interface SettingInEffect {
  readonly name: string
  /** As written, without what is secret; empty: none. */
  readonly value: string
  readonly source: 'environment' | 'default'
}

const SECRET = /KEY|SECRET|PASSWORD|TOKEN/

/** Every setting with its value and where that is from, for people to look at: nothing secret is in it. */
export function describeSettings(env: Record<string, string | undefined> = process.env): SettingInEffect[] {
  return settingNames.map((name) => {
    const given = env[name]
    const value = String(given || settings.shape[name as keyof typeof settings.shape].safeParse(undefined).data || '')
    return { name, value: masked(name, value), source: given ? 'environment' : 'default' }
  })
}

function masked(name: string, value: string): string {
  if (value !== '' && SECRET.test(name)) return '•••'
  if (!URL.canParse(value)) return value
  const url = new URL(value)
  // A password may stand before the host, or among the parameters.
  const hasSecret = url.password !== '' || /password|secret|token|key/i.test(url.search)
  return hasSecret ? `${url.protocol}//${url.username}${url.password && ':•••'}@${url.host}${url.pathname}` : value
}

/** The folder in which somebody typed a command: the launcher changes to the project's own, and leaves a note. */
export function callerFolder(): string {
  return path.resolve(process.env.HEARTH_CALLER_FOLDER ?? '.')
}

/** Reads and checks the environment; an empty value counts as not set. Throws `ConfigError`. */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(settingNames.filter((name) => env[name]).map((name) => [name, env[name]]))
  const parsed = settings.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const name = String(issue?.path[0])
    throw new ConfigError(
      `The setting ${name} is "${given[name]}": ${issue?.message}. Correct it in the environment or in .env.`,
    )
  }
  const value = parsed.data
  if (value.CACHE_MAX_STALENESS_MS < 2 * value.CACHE_AUTO_FLUSH_MS) {
    throw new ConfigError(
      `The setting CACHE_MAX_STALENESS_MS is ${value.CACHE_MAX_STALENESS_MS}: it must be at least twice CACHE_AUTO_FLUSH_MS (${value.CACHE_AUTO_FLUSH_MS}), which is how often Hearth looks.`,
    )
  }
  const { HEARTH_URL: url, HEARTH_KEY: key } = value
  if (url !== undefined && key === undefined)
    throw new ConfigError('The setting HEARTH_KEY is missing: HEARTH_URL names a site, and wants an API key of it.')
  return {
    port: value.PORT,
    host: value.HOST,
    siteUrl: value.SITE_URL?.replace(/\/+$/, ''),
    databaseUrl: value.DATABASE_URL,
    dataDir: path.resolve(value.DATA_DIR),
    logLevel: value.LOG_LEVEL,
    pageViews: value.PAGE_VIEWS,
    workers: value.WORKERS,
    remote: url !== undefined && key !== undefined ? { url: url.replace(/\/+$/, ''), key } : undefined,
    allowPrivateWebhooks: value.WEBHOOKS_ALLOW_PRIVATE,
    cache: {
      model: value.CACHE_MODEL,
      quietMs: value.CACHE_QUIET_MS,
      maxWaitMs: value.CACHE_MAX_WAIT_MS,
      autoFlushMs: value.CACHE_AUTO_FLUSH_MS,
      maxStalenessMs: value.CACHE_MAX_STALENESS_MS,
      maxBytes: value.CACHE_MAX_BYTES,
      auditPerMinute: value.CACHE_AUDIT_PER_MINUTE,
    },
  }
}

/** A setting of the cache with its meaning, for who looks at it and cannot change it. */
export interface CacheSetting {
  readonly name: string
  readonly value: string
  /** Otherwise the environment says it. */
  readonly isDefault: boolean
  readonly meaning: string
}

const MEANINGS: readonly { name: string; key: keyof CacheConfig; unit: string; meaning: string }[] = [
  {
    ...{ name: 'CACHE_MODEL', key: 'model', unit: '' },
    meaning: 'evented: each change renders what it changes. off: every request renders.',
  },
  {
    name: 'CACHE_QUIET_MS',
    key: 'quietMs',
    unit: 'ms',
    meaning: 'How long after the last change pages are rendered …',
  },
  { name: 'CACHE_MAX_WAIT_MS', key: 'maxWaitMs', unit: 'ms', meaning: '… and how long after the first at most.' },
  {
    ...{ name: 'CACHE_AUTO_FLUSH_MS', key: 'autoFlushMs', unit: 'ms' },
    meaning: 'How often it looks for changes that nobody announced.',
  },
  {
    ...{ name: 'CACHE_MAX_STALENESS_MS', key: 'maxStalenessMs', unit: 'ms' },
    meaning: 'A page that is older than what it shows by this much is rendered for whoever asks, not served.',
  },
  {
    ...{ name: 'CACHE_MAX_BYTES', key: 'maxBytes', unit: 'bytes' },
    meaning: 'Memory for stored pages; beyond it the least important ones are rendered when somebody asks.',
  },
  {
    ...{ name: 'CACHE_AUDIT_PER_MINUTE', key: 'auditPerMinute', unit: 'pages' },
    meaning: 'How many stored pages a minute are compared with fresh ones.',
  },
]

export function describeCache(config: CacheConfig): CacheSetting[] {
  const defaults = loadConfig({}).cache
  return MEANINGS.map(({ name, key, unit, meaning }) => {
    const value = config[key]
    const text = typeof value === 'number' ? value.toLocaleString('en') : value
    return { name, value: unit ? `${text} ${unit}` : text, isDefault: value === defaults[key], meaning }
  })
}
