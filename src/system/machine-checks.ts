/** What the doctor sees without a database. */
import { accessSync, constants, existsSync, mkdirSync, statfsSync, statSync } from 'node:fs'
import path from 'node:path'

export interface Finding {
  readonly check: string
  readonly result: 'ok' | 'warn' | 'fail'
  /** What is found and, when it is not well, what to do. */
  readonly message: string
}

export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const check = 'node'
  if (major < 22 || (major === 22 && minor < 18))
    return { check, result: 'fail', message: `Node ${version} is too old; install Node 24` }
  if (major < 24) return { check, result: 'warn', message: `Node ${version} will do; Hearth is made for 24` }
  return { check, result: 'ok', message: `Node ${version}` }
}

export function siteUrlFinding(siteUrl: string | undefined): Finding {
  const check = 'SITE_URL'
  if (siteUrl === undefined)
    return {
      check,
      result: 'warn',
      message: 'is not set: links in feeds and sitemaps lead to this machine; set it to where readers find the site',
    }
  const { protocol, hostname, pathname, search } = new URL(siteUrl)
  const isLocal = /^(?:localhost|127\.|\[::1\]$|0\.0\.0\.0$)/.test(hostname)
  if (pathname !== '/' || search)
    return {
      check,
      result: 'fail',
      message: `${siteUrl} has a path; Hearth wants a host of its own: leave the path out`,
    }
  if (isLocal)
    return { check, result: 'warn', message: `${siteUrl} is this machine only; set it to where readers find the site` }
  if (protocol === 'http:')
    return {
      check,
      result: 'warn',
      message: `${siteUrl} is not encrypted; put a proxy with https before it, and say https here`,
    }
  return { check, result: 'ok', message: siteUrl }
}

export function dataDirFindings(folder: string): Finding[] {
  const check = 'DATA_DIR'
  try {
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true })
    for (const place of [folder, path.join(folder, 'media')])
      if (existsSync(place)) accessSync(place, constants.W_OK | constants.X_OK)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return [
      {
        check,
        result: 'fail',
        message: `${folder} cannot be written (${message}); give it to the user that runs Hearth`,
      },
    ]
  }
  const open = openToOthers(folder)
  return [
    open === undefined
      ? { check, result: 'ok', message: folder }
      : {
          check,
          result: 'fail',
          message: `${open.file} can be read or changed by others; run: chmod ${open.mode} ${open.file}`,
        },
  ]
}

/** A file with a secret that others may read, or a folder that they may change. Windows has no such bits. */
function openToOthers(folder: string): { file: string; mode: string } | undefined {
  if (process.platform === 'win32') return undefined
  if (statSync(folder).mode & 0o002) return { file: folder, mode: 'o-w' }
  return ['postgres.password', 'server.json']
    .map((name) => path.join(folder, name))
    .filter((file) => existsSync(file) && (statSync(file).mode & 0o077) !== 0)
    .map((file) => ({ file, mode: '600' }))[0]
}

const LOW_BYTES = 500 * 1024 * 1024
const TOO_LOW_BYTES = 50 * 1024 * 1024

export function diskFinding(folder: string): Finding {
  const check = 'disk'
  // Above a folder that could not be made there is always one that exists.
  let place = folder
  while (!existsSync(place)) place = path.dirname(place)
  const { bavail, bsize } = statfsSync(place)
  const freeBytes = bavail * bsize
  const message = `${Math.round(freeBytes / 1024 / 1024).toLocaleString('en')} MB free for ${folder}`
  if (freeBytes < TOO_LOW_BYTES) return { check, result: 'fail', message: `${message}: make room, or writes will fail` }
  return freeBytes < LOW_BYTES
    ? { check, result: 'warn', message: `${message}: make room soon` }
    : { check, result: 'ok', message }
}
