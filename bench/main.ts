/** `npm run bench -- <name>`: figures as measured here, each beside its peer in the same run where there is one. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, release } from 'node:os'
import path from 'node:path'

type Bench = (args: readonly string[]) => Promise<object>

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  hit: async () => (await import('./hit.ts')).benchHit,
  edits: async () => (await import('./edits.ts')).benchEdits,
  bulk: async () => (await import('./bulk.ts')).benchBulk,
  publish: async () => (await import('./publish.ts')).benchPublish,
}

const [name = 'hit', ...args] = process.argv.slice(2)
const load = benches[name]
if (!load) {
  console.error(`There is no bench "${name}". There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}
const bench = await load()
const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, kernel: release() }
const result = { bench: name, at: new Date().toISOString(), machine, ...(await bench(args)) }
const folder = path.join(import.meta.dirname, 'results')
mkdirSync(folder, { recursive: true })
const file = path.join(folder, `${name}.json`)
writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`)
console.log(`Written to ${path.relative(process.cwd(), file)}`)
