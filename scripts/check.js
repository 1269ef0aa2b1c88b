// `npm run check`: formats, lints and type-checks.
import { spawnSync } from 'node:child_process'

const steps = [
  ['node_modules/@biomejs/biome/bin/biome', 'check', '--write'],
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
]
const failed = steps.filter((args) => spawnSync(process.execPath, args, { stdio: 'inherit' }).status !== 0)
process.exit(failed.length > 0 ? 1 : 0)
