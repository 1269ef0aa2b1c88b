import type { Command } from 'commander'
import { print, withSite } from './site.ts'

export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('Bring the database to the current schema (the server does so at every start)')
    .action(async () => {
      // Opening the site migrates it.
      await withSite(async () => {})
      print('The database is up to date.')
    })
}
