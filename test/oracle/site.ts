/** Servers for the oracle to try its edits on. */

import { MediaFiles } from '../../src/content/index.ts'
import { importMarkdownFolder } from '../../src/portability/index.ts'
import { seedPosts, startTestServer, type TestServer } from '../support/server.ts'

/** @param site `generated`, or a folder of Markdown files */
export async function openSite(
  clusterUrl: string,
  site: string,
  posts: number,
  env: Record<string, string> = {},
): Promise<TestServer> {
  const server = await startTestServer(clusterUrl, env, { requestsPerMinute: 1_000_000 })
  if (site === 'generated') await seedPosts(server, posts)
  else {
    const { db, siteUrl, dataDir } = server
    await importMarkdownFolder({ db, siteUrl, folder: site, files: new MediaFiles(dataDir) })
  }
  await server.api('PUT', '/navigation/main', { items: [{ label: 'Archive', url: '/archive' }] })
  await server.api('POST', '/pages', { title: 'About', status: 'published', markdown: 'Hello.' })
  await server.api('POST', '/redirects', { source: '/old-0', target: '/archive' })
  await server.flush()
  return server
}
