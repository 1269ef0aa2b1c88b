#!/usr/bin/env node
// `npx hearth …`: the command line, from a clone that may not be installed or built yet. Paths are the caller's.
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const here = path.dirname(fileURLToPath(import.meta.url))
process.env.HEARTH_CALLER_FOLDER ??= process.env.INIT_CWD ?? process.cwd()
process.argv.splice(2, 0, path.join(here, '..', 'dist', 'src', 'cli.js'))
await import('./ensure.js')
