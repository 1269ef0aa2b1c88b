// `npm run oracle`: random edits by every way of writing, and after each batch the whole site against fresh renders.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { parseArgs } from 'node:util'

const USAGE = `npm run oracle -- [options]

  --site <folder>   a folder of Markdown files to begin with; default: "generated"
  --posts <n>       how many posts a generated site has (300)
  --edits <n>       how many random edits (1000)
  --seed <n>        the same seed gives the same edits (1)
  --writers <n>     more than one: they write at the same time, and readers look on (1)
  --readers <n>     how many look on (50)

Prints misses (there must be none) and precision: of what was rendered, how much had changed. On a miss it prints the
edit, the address and the difference, looks for the smallest case, and exits with 1.`

const caller = process.env.HEARTH_CALLER_FOLDER ?? process.env.INIT_CWD ?? process.cwd()
let values
try {
  ;({ values } = parseArgs({
    options: {
      site: { type: 'string', default: 'generated' },
      posts: { type: 'string', default: '300' },
      edits: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      writers: { type: 'string', default: '1' },
      readers: { type: 'string', default: '50' },
      help: { type: 'boolean', default: false },
    },
  }))
} catch (error) {
  process.stderr.write(`${error.message}\n\n${USAGE}\n`)
  process.exit(2)
}
if (values.help) {
  process.stdout.write(`${USAGE}\n`)
  process.exit(0)
}
const { site, help: _, ...numbers } = values
const options = { site: site === 'generated' ? site : path.resolve(caller, site) }
for (const [name, text] of Object.entries(numbers)) {
  if (!/^\d{1,9}$/.test(text)) {
    process.stderr.write(`--${name} must be a whole number, not "${text}".\n`)
    process.exit(2)
  }
  options[name] = Number(text)
}
const vitest = path.join('node_modules', 'vitest', 'vitest.mjs')
const result = spawnSync(process.execPath, [vitest, 'run', '--config', 'test/oracle/vitest.config.ts'], {
  stdio: 'inherit',
  env: { ...process.env, HEARTH_ORACLE: JSON.stringify(options) },
})
process.exit(result.status ?? 1)
