/** What a file is, by its first bytes: names and headers of an upload may say anything. */

export interface FileType {
  readonly extension: string
  readonly contentType: string
}

const type = (extension: string, contentType: string): FileType => ({ extension, contentType })

const SIGNATURES: readonly { at: number; bytes: string; type: FileType }[] = [
  { at: 0, bytes: '\x89PNG\r\n\x1a\n', type: type('png', 'image/png') },
  { at: 0, bytes: '\xff\xd8\xff', type: type('jpg', 'image/jpeg') },
  { at: 0, bytes: 'GIF87a', type: type('gif', 'image/gif') },
  { at: 0, bytes: 'GIF89a', type: type('gif', 'image/gif') },
  { at: 8, bytes: 'WEBP', type: type('webp', 'image/webp') },
  { at: 4, bytes: 'ftypavif', type: type('avif', 'image/avif') },
  { at: 0, bytes: '%PDF-', type: type('pdf', 'application/pdf') },
  { at: 0, bytes: '\x1a\x45\xdf\xa3', type: type('webm', 'video/webm') },
  { at: 0, bytes: 'ID3', type: type('mp3', 'audio/mpeg') },
  { at: 0, bytes: '\xff\xfb', type: type('mp3', 'audio/mpeg') },
  { at: 0, bytes: 'OggS', type: type('ogg', 'audio/ogg') },
  { at: 4, bytes: 'ftyp', type: type('mp4', 'video/mp4') },
]

/** Undefined for what Hearth does not store. */
export function sniffType(bytes: Uint8Array): FileType | undefined {
  const head = Buffer.from(bytes.subarray(0, 4096))
  const latin = head.toString('latin1')
  const match = SIGNATURES.find(({ at, bytes: signature }) => latin.startsWith(signature, at))
  if (match) return match.type
  if (head.includes(0)) return undefined
  const text = head.toString('utf8')
  if (/^﻿?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg[\s>]/i.test(text))
    return type('svg', 'image/svg+xml')
  // HTML is never stored as what a browser would run.
  return isUtf8(bytes) ? type('txt', 'text/plain; charset=utf-8') : undefined
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

export const CONTENT_TYPES: Readonly<Record<string, string>> = Object.fromEntries(
  [...SIGNATURES.map(({ type }) => type), type('svg', 'image/svg+xml'), type('txt', 'text/plain; charset=utf-8')].map(
    ({ extension, contentType }) => [extension, contentType],
  ),
)
