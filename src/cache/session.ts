import type { Fence } from './fence.ts'
import type { RenderSession, SessionOptions, Site } from './site.ts'

/** Works in a snapshot of its own, known to the fence from before it is taken until the end. */
export async function inSession<T>(
  site: Site,
  fence: Fence,
  work: (session: RenderSession) => Promise<T>,
  options?: SessionOptions,
): Promise<T> {
  const endRender = fence.openRender()
  try {
    const session = await site.openSession(options)
    try {
      return await work(session)
    } finally {
      await session.close()
    }
  } finally {
    endRender()
  }
}
