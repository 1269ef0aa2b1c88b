import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Of the package, which lies above the sources as well as above dist/. */
export function hearthVersion(): string {
  const file = ['../..', '../../..']
    .map((above) => path.resolve(import.meta.dirname, above, 'package.json'))
    .find((candidate) => existsSync(candidate))
  const { version } = JSON.parse(readFileSync(file ?? '', 'utf8')) as { version: string }
  return version
}
