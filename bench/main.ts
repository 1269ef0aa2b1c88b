/** `npm run bench -- <name>`: figures as measured here, each beside its peer in the same run. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, release } from 'node:os'
import path from 'node:path'
import { benchHit } from './hit.ts'

const benches: Readonly<Record<string, () => Promise<object>>> = { hit: benchHit }

const [name = 'hit'] = process.argv.slice(2)
const bench = benches[name]
if (!bench) {
  console.error(`There is no bench "${name}". There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}
const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, kernel: release() }
const result = { bench: name, at: new Date().toISOString(), machine, ...(await bench()) }
const folder = path.join(import.meta.dirname, 'results')
mkdirSync(folder, { recursive: true })
const file = path.join(folder, `${name}.json`)
writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`)
console.log(`Written to ${path.relative(process.cwd(), file)}`)
