import type { Command } from 'commander'
import { print, printJson, withSite } from './site.ts'

export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('Bring the database to the current schema (the server does so at every start)')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  hearth migrate')
    .action(async ({ json }: { json?: boolean }) => {
      // Opening the site migrates it.
      await withSite(async () => {})
      if (json) printJson({ migrated: true })
      else print('The database is up to date.')
    })
}
