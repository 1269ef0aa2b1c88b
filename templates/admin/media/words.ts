/** How large a file is, and of which type, for people. */

export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

/** The media type without its parameters. */
export function typeText(contentType: string): string {
  return contentType.replace(/;.*/, '')
}
