import { test as base, expect } from '@playwright/test'
import { startTestServer, type TestServer } from '../test/support/server.ts'

/** A server of the test's own, on the cluster of all; `env` is its environment. */
export const test = base.extend<{ env: Record<string, string>; site: TestServer }>({
  env: [{}, { option: true }],
  site: async ({ env }, use) => {
    const site = await startTestServer(process.env.CLUSTER_URL ?? '', env)
    await use(site)
    await site.stop()
  },
})

export { expect }
