/** The command line. Each command is in cli/. */
import { Command, CommanderError } from 'commander'
import { AccountError, UnknownScopeError } from './auth/index.ts'
import { addCacheCommands } from './cli/cache.ts'
import { addDoctorCommand } from './cli/doctor.ts'
import { addImportCommand } from './cli/import.ts'
import { addKeyCommands } from './cli/key.ts'
import { addMigrateCommand } from './cli/migrate.ts'
import { CliError } from './cli/site.ts'
import { addUserCommands } from './cli/user.ts'
import { ConfigError } from './config.ts'
import { ContentError } from './content/index.ts'
import { DatabaseError } from './db/index.ts'
import { ImportError } from './portability/index.ts'

/** Exit codes: 0 done, 1 failed, 2 wrong usage. */
const program = new Command('hearth')
  .description('Runs a Hearth site from the command line.')
  .version('0.1.0')
  .showHelpAfterError('(hearth --help lists the commands)')
  .exitOverride()

addImportCommand(program)
addKeyCommands(program)
addUserCommands(program)
addMigrateCommand(program)
addCacheCommands(program)
addDoctorCommand(program)

const EXPECTED = [CliError, ConfigError, ContentError, DatabaseError, ImportError, AccountError, UnknownScopeError]

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else {
    process.exitCode = 1
    const isExpected = EXPECTED.some((type) => error instanceof type)
    const text =
      error instanceof Error
        ? isExpected && process.env.LOG_LEVEL !== 'debug'
          ? error.message
          : (error.stack ?? error.message)
        : String(error)
    process.stderr.write(`${text}\n`)
  }
}
