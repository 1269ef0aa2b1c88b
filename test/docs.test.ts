import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfig, settingNames } from '../src/config.ts'

const root = path.resolve(import.meta.dirname, '..')
const read = (name: string) => readFileSync(path.join(root, name), 'utf8')

describe('every setting', () => {
  it.each(settingNames)('%s is in docs/configuration.md and .env.example', (name) => {
    expect(read('docs/configuration.md')).toContain(`\`${name}\``)
    expect(read('.env.example')).toMatch(new RegExp(`^${name}=`, 'm'))
  })

  it('in .env.example is the default', () => {
    const lines = read('.env.example')
      .split('\n')
      .filter((line) => /^[A-Z_]+=/.test(line))
      .map((line) => line.split(/=(.*)/s).slice(0, 2))
    expect(loadConfig(Object.fromEntries(lines))).toEqual(loadConfig({}))
  })
})

describe('the documentation', () => {
  const pages = [
    'README.md',
    ...readdirSync(path.join(root, 'docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ]
  it.each(pages)('%s links only to what exists', (page) => {
    for (const [, target = ''] of read(page)
      .replace(/`[^`\n]*`/g, '')
      .matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      expect([page, target, existsSync(path.join(root, path.dirname(page), target))]).toEqual([page, target, true])
    }
  })
})
