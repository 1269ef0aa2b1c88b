// Makes the admin's scripts for browsers: src/admin/browser/*.ts → dist/browser/*.js. With --watch: on every change.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { context } from 'esbuild'

const folder = path.join('src', 'admin', 'browser')
const entryPoints = readdirSync(folder)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => path.join(folder, name))
const bundling = await context({
  entryPoints,
  outdir: path.join('dist', 'browser'),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
})
if (process.argv.includes('--watch')) await bundling.watch()
else {
  await bundling.rebuild()
  await bundling.dispose()
}
