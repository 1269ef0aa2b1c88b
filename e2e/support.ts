import { test as base, expect } from '@playwright/test'
import { startTestCluster, type TestCluster } from '../test/support/cluster.ts'
import { startTestServer, type TestServer } from '../test/support/server.ts'

/** A server of the test's own, on a cluster of the worker's own. */
export const test = base.extend<{ site: TestServer }, { cluster: TestCluster }>({
  cluster: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from the pattern
    async ({}, use) => {
      const cluster = await startTestCluster()
      await use(cluster)
      await cluster.stop()
    },
    { scope: 'worker' },
  ],
  site: async ({ cluster }, use) => {
    const site = await startTestServer(cluster.url)
    await use(site)
    await site.stop()
  },
})

export { expect }
