import type { Command } from 'commander'
import { type Config, ConfigError, loadConfig } from '../config.ts'
import { examineMachine, examineSite, type Finding, nodeFinding, runningServer } from '../system/index.ts'
import { print, printJson, withSite } from './site.ts'

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('Look for what may be wrong, and say what to do; exit code 1 when something is')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  hearth doctor')
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await examine()
      if (json) printJson(findings)
      else
        for (const { check, result, message } of findings) print(`${result.padEnd(5)} ${check.padEnd(12)} ${message}`)
      if (findings.some(({ result }) => result === 'fail')) process.exitCode = 1
    })
}

async function examine(): Promise<Finding[]> {
  let config: Config
  try {
    config = loadConfig()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return [nodeFinding(process.versions.node), { check: 'settings', result: 'fail', message: error.message }]
  }
  const site = await withSite(({ db }) => examineSite(config, db, runningServer(config))).catch(
    (error: Error): Finding[] => [{ check: 'database', result: 'fail', message: error.message }],
  )
  return [...examineMachine(config), ...site]
}
