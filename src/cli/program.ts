import { Command } from 'commander'
import { hearthVersion } from '../system/index.ts'
import { addAuditCommand } from './audit.ts'
import { addAuthorCommands } from './author.ts'
import { addCacheCommands } from './cache.ts'
import { addCompletionCommand } from './completion/index.ts'
import { addDoctorCommand } from './doctor.ts'
import { addImportCommand } from './import.ts'
import { addJobCommands } from './job.ts'
import { addKeyCommands } from './key.ts'
import { addMediaCommands } from './media.ts'
import { addMigrateCommand } from './migrate.ts'
import { addMissingCommands } from './missing.ts'
import { addNavigationCommands } from './navigation.ts'
import { addPostCommands } from './post.ts'
import { addRedirectCommands } from './redirect.ts'
import { addSettingCommands } from './setting.ts'
import { addStatisticsCommand } from './statistics.ts'
import { addSystemCommand } from './system.ts'
import { addTagCommands } from './tag.ts'
import { addUserCommands } from './user.ts'
import { addWebhookCommands } from './webhook.ts'

export interface Output {
  write(text: string): void
}

/** All commands. Wrong usage, help and version are thrown as `CommanderError`, after they were written. */
export function createProgram(out: Output = process.stdout, err: Output = process.stderr): Command {
  const program = new Command('hearth')
    .description('Runs a Hearth site from the command line.')
    .version(hearthVersion())
    .option('--debug', 'show where an error comes from')
    .showHelpAfterError('(add --help for what there is)')
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => err.write(text) })
    .exitOverride()
  for (const kind of ['post', 'page'] as const) addPostCommands(program, kind)
  addTagCommands(program)
  addAuthorCommands(program)
  addNavigationCommands(program)
  addMediaCommands(program)
  addRedirectCommands(program)
  addMissingCommands(program)
  addSettingCommands(program)
  addImportCommand(program)
  addKeyCommands(program)
  addUserCommands(program)
  addWebhookCommands(program)
  addAuditCommand(program)
  addStatisticsCommand(program)
  addCacheCommands(program)
  addJobCommands(program)
  addMigrateCommand(program)
  addSystemCommand(program)
  addDoctorCommand(program)
  addCompletionCommand(program)
  return program
}
