/** The bytes of media, in DATA_DIR by the hash of their content: written once, never changed. */
import { randomBytes } from 'node:crypto'
import { access, mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'

export class MediaFiles {
  readonly #folder: string

  constructor(dataDir: string) {
    this.#folder = path.join(dataDir, 'media')
  }

  /** Where the bytes of a hash lie, or would. */
  pathOf(hash: string, extension: string): string {
    return path.join(this.#folder, hash.slice(0, 2), `${hash}.${extension}`)
  }

  /** Resolves when the bytes are safe on the disk. */
  async store(hash: string, extension: string, bytes: Uint8Array): Promise<void> {
    const target = this.pathOf(hash, extension)
    if (await exists(target)) return
    await mkdir(path.dirname(target), { recursive: true })
    const half = `${target}.${randomBytes(4).toString('hex')}`
    try {
      const file = await open(half, 'wx')
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        // Also of what did not fit: while it is open, a file that is removed keeps its room.
        await file.close()
      }
      await rename(half, target)
    } finally {
      await rm(half, { force: true })
    }
  }

  async remove(hash: string, extension: string): Promise<void> {
    await rm(this.pathOf(hash, extension), { force: true })
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
