// Applies patches/*.patch to the packages they name, where that has not been done: for what a package's authors have
// not released yet. A patch that fits no more is an error, so that nobody runs without it unawares.
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

export async function patchPackages() {
  const { applyPatch, parsePatch, reversePatch } = await import('diff')
  const folder = path.join(root, 'patches')
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.patch'))) {
    for (const patch of parsePatch(readFileSync(path.join(folder, name), 'utf8'))) {
      const file = path.join(root, (patch.newFileName ?? '').replace(/^b\//, ''))
      const source = existsSync(file) ? readFileSync(file, 'utf8') : ''
      if (applyPatch(source, reversePatch(patch)) !== false) continue
      const patched = applyPatch(source, patch)
      if (patched === false) throw new Error(`patches/${name} does not fit ${file}; see its first lines.`)
      // A new file: the old one may be shared with other projects.
      writeFileSync(`${file}.new`, patched)
      renameSync(`${file}.new`, file)
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await patchPackages()
