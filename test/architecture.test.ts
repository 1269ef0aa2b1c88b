/** Imports go downwards only, and into a room by its front door. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')

/** What each room may import of the others. */
const BELOW = ['config', 'cache', 'db', 'words']
const MIDDLE = [...BELOW, 'content', 'auth', 'markdown', 'visits']
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  config: [],
  words: [],
  cache: [],
  db: ['config', 'cache'],
  markdown: BELOW,
  auth: BELOW,
  content: [...BELOW, 'markdown'],
  visits: [...BELOW, 'content'],
  telemetry: BELOW,
  system: BELOW,
  client: [],
  site: [...MIDDLE, 'templates'],
  webhooks: MIDDLE,
  api: [...MIDDLE, 'system', 'webhooks'],
  admin: [...MIDDLE, 'client', 'webhooks', 'templates'],
  portability: MIDDLE,
  jobs: [...MIDDLE, 'webhooks', 'site', 'portability'],
  cli: [...MIDDLE, 'client', 'system', 'webhooks', 'jobs', 'api', 'admin', 'site', 'portability'],
  templates: ['content', 'client', 'words'],
}
/** Where the parts are wired together. */
const WIRING = new Set(['src/main.ts', 'src/server.ts', 'src/app.tsx', 'src/cli.ts'])

interface Import {
  readonly from: string
  readonly to: string
  readonly isType: boolean
}

function importsOf(file: string, text: string): Import[] {
  return [...text.matchAll(/^\s*(?:import|export)\s(type\s)?[^'"]*?from\s+['"](\.[^'"]+)['"]/gm)].map(
    ([, type, target = '']) => ({
      from: file,
      to: path.posix.normalize(path.posix.join(path.posix.dirname(file), target)),
      isType: type !== undefined,
    }),
  )
}

function roomOf(file: string): string {
  const [top = '', second = ''] = file.split('/')
  return top === 'templates' ? 'templates' : second.replace(/\.tsx?$/, '')
}

function problem({ from, to, isType }: Import): string | undefined {
  const [fromRoom, toRoom] = [roomOf(from), roomOf(to)]
  if (WIRING.has(from) || fromRoom === toRoom) return undefined
  if (!ALLOWED[fromRoom]?.includes(toRoom)) return `${from} may not import ${to}: ${fromRoom} is not above ${toRoom}`
  if (fromRoom === 'templates' && !isType) return `${from} may import only types of ${to}`
  const isFrontDoor = /\/index\.tsx?$/.test(to) || /^src\/config\.ts$|^src\/db\/schema\.ts$/.test(to)
  if (!isFrontDoor && toRoom !== 'templates' && !(fromRoom === 'templates' && to.endsWith('types.ts')))
    return `${from} imports ${to} past the front door of ${toRoom}`
  return undefined
}

function sources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
}

const files = [...sources('src'), ...sources('templates')]
const text = (file: string) => readFileSync(path.join(root, file), 'utf8')

describe('the rooms', () => {
  it('import only what is below them, by its front door', () => {
    expect(
      files
        .flatMap((file) => importsOf(file, text(file)))
        .map(problem)
        .filter(Boolean),
    ).toEqual([])
  })

  it('would be caught at it', () => {
    const check = (from: string, statement: string) => importsOf(from, statement).map(problem)[0]
    expect(check('src/content/post/writes.ts', "import { x } from '../../api/index.ts'")).toContain('not above')
    expect(check('src/content/post/writes.ts', "import { x } from '../../cache/fence.ts'")).toContain('front door')
    expect(check('templates/layout.tsx', "import { x } from '../src/content/types.ts'")).toContain('only types')
    expect(check('src/api/posts.ts', "import { x } from '../content/index.ts'")).toBeUndefined()
  })

  it('keep the engine free of posts, frameworks and tables', () => {
    const foreign = files
      .filter((file) => file.startsWith('src/cache/'))
      .filter((file) => /from '(?:hono|drizzle-orm|postgres|graphile-worker|@hono)/.test(text(file)))
    expect(foreign).toEqual([])
  })

  it('leave the environment to config.ts', () => {
    const readers = files.filter((file) => /process\.env/.test(text(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')))
    expect(readers).toEqual(['src/config.ts'])
  })

  it('have names that say something', () => {
    expect(
      files.filter((file) => /(?:^|\/)(?:utils?|helpers?|common|managers?|services?)(?:\.tsx?|\/)/.test(file)),
    ).toEqual([])
  })

  it('write no cache: no write path mentions it', () => {
    const writers = files.filter((file) =>
      /^src\/(?:content\/.*writes|portability|webhooks|jobs\/(?!flush-cache|index|deps))/.test(file),
    )
    expect(writers.length).toBeGreaterThan(8)
    expect(writers.filter((file) => /ResponseCache|flusher|\.ring\(|invalidate|purge\(/.test(text(file)))).toEqual([])
  })
})
