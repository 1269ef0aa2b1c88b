import { defineConfig } from '@playwright/test'

/** Tests start their own servers, on free ports; and share a PostgreSQL; see e2e/support.ts. */
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/cluster.ts',
  workers: 2,
  fullyParallel: true,
  // Limits only, for slow machines: every step waits for a state.
  timeout: 300_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  outputDir: 'test-results',
  use: {
    browserName: 'chromium',
    launchOptions: {
      ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
})
