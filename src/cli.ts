/** The command line. Each command is in cli/. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
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

/** Errors that say by themselves what to do. */
const EXPECTED = [CliError, ConfigError, ContentError, DatabaseError, ImportError, AccountError, UnknownScopeError]

/** Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
const program = new Command('hearth')
  .description('Runs a Hearth site from the command line.')
  .version(version())
  .option('--debug', 'show where an error comes from')
  .showHelpAfterError('(add --help for what there is)')
  .exitOverride()

addImportCommand(program)
addKeyCommands(program)
addUserCommands(program)
addMigrateCommand(program)
addCacheCommands(program)
addDoctorCommand(program)

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = report(error)
}

function report(error: unknown): number {
  // commander has said it already; its --help and --version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const isDebug = program.opts<{ debug?: boolean }>().debug === true || process.env.LOG_LEVEL === 'debug'
  process.stderr.write(`${isDebug ? withStack(error) : sentence(error)}\n`)
  return error instanceof CliError ? error.exitCode : 1
}

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (EXPECTED.some((type) => error instanceof type)) return error.message
  // Several addresses were tried: the errors of each say what the whole does not.
  const [first] = error instanceof AggregateError ? error.errors : [error]
  return `This should not have happened: ${first instanceof Error ? first.message : error.message}. Run it again with --debug for more.`
}

function withStack(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\ncaused by ${withStack(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}

/** Of the package, which lies above the sources as well as above dist/. */
function version(): string {
  const file = ['..', '../..']
    .map((above) => path.resolve(import.meta.dirname, above, 'package.json'))
    .find((candidate) => existsSync(candidate))
  const { version } = JSON.parse(readFileSync(file ?? '', 'utf8')) as { version: string }
  return version
}
