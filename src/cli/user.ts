import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type Command, Option } from 'commander'
import { createAccount, MIN_PASSWORD_LENGTH, ROLES } from '../auth/index.ts'
import { inWriteTransaction } from '../db/index.ts'
import type { Role } from '../db/schema.ts'
import { CliError, print, printJson, withSite } from './site.ts'

interface Options {
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly passwordStdin?: boolean
  readonly json?: boolean
}

export function addUserCommands(program: Command): void {
  program
    .command('user')
    .description('Make accounts of people who write here')
    .command('create')
    .description('Make an account; the password is asked for')
    .requiredOption('--email <address>', 'what they log in with')
    .requiredOption('--name <name>', 'how they are called')
    .addOption(new Option('--role <role>', 'what they may do').choices(ROLES).default('owner'))
    .option('--password-stdin', 'read the password from standard input')
    .option('--json', 'print JSON')
    .action(async ({ email, name, role, passwordStdin, json }: Options) => {
      const password = passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : await askPassword()
      const { value } = await withSite(({ db }) =>
        inWriteTransaction(db, 'cli', (tx) => createAccount(tx, { email, name, role, password })),
      )
      if (json) printJson({ id: value.id, email, name, role })
      else print(`Made the account of ${name} (${role}).`)
    })
}

/** Twice, without showing what is typed. */
async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY) throw new CliError('There is no terminal to ask for the password; use --password-stdin.')
  const password = await ask(`Password (at least ${MIN_PASSWORD_LENGTH} characters): `)
  if ((await ask('The same again: ')) !== password) throw new CliError('The two passwords differ; nothing was done.')
  return password
}

async function ask(question: string): Promise<string> {
  process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true })
  const closed = new Promise<never>((_, reject) =>
    reader.once('close', () => reject(new CliError('Nothing was done.', { exitCode: 130 }))),
  )
  try {
    return await Promise.race([reader.question(''), closed])
  } finally {
    reader.close()
    process.stderr.write('\n')
  }
}
