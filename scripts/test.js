// `npm test`: lint and types, unit and integration tests, browser tests. The last line is "N passed, N failed".
//   npm test -- <filter>   runs only matching unit and integration tests
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findBrowser } from './browser.js'

const filter = process.argv.slice(2)
const reports = mkdtempSync(path.join(tmpdir(), 'hearth-test-'))
const totals = { passed: 0, failed: 0, skipped: 0 }

if (filter.length === 0) {
  step('lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'])
  step('types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'])
}

const vitestReport = path.join(reports, 'vitest.json')
const vitest = node([
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${vitestReport}`,
  ...filter,
])
if (existsSync(vitestReport)) {
  const report = JSON.parse(readFileSync(vitestReport, 'utf8'))
  totals.passed += report.numPassedTests
  totals.failed += report.numFailedTests
  totals.skipped += report.numPendingTests
}
// A file that does not even load has no failed test of its own.
if (vitest !== 0 && totals.failed === 0) totals.failed++

if (filter.length === 0) {
  const browser = findBrowser()
  if (browser.missing) {
    console.error(browser.missing)
    totals.failed++
  } else {
    const report = path.join(reports, 'playwright.json')
    const status = node(['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], {
      CHROMIUM_PATH: browser.path,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    })
    const failedBefore = totals.failed
    if (existsSync(report)) {
      const { stats } = JSON.parse(readFileSync(report, 'utf8'))
      totals.passed += stats.expected
      totals.failed += stats.unexpected + stats.flaky
      totals.skipped += stats.skipped
    }
    if (status !== 0 && totals.failed === failedBefore) totals.failed++
  }
}
rmSync(reports, { recursive: true, force: true })

const { passed, failed, skipped } = totals
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)

/** Counts as one test. */
function step(name, args) {
  const status = node(args)
  console.log(`${name}: ${status === 0 ? 'ok' : 'failed'}`)
  if (status === 0) totals.passed++
  else totals.failed++
}

function node(args, env = {}) {
  return spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } })
    .status
}
