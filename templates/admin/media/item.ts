/** A file of the library, as its pages show it. */

export interface MediaItem {
  readonly id: number
  readonly url: string
  readonly kind: 'image' | 'video' | 'audio' | 'document'
  readonly contentType: string
  readonly fileName: string
  readonly byteSize: number
  readonly width: number | null
  readonly height: number | null
  readonly alt: string
  readonly uses: number
  readonly uploadedBy: string
  readonly mayChange: boolean
  readonly createdAt: string
}

export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

/** The media type without its parameters. */
export function typeText(contentType: string): string {
  return contentType.replace(/;.*/, '')
}
