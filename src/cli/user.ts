import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Command } from 'commander'
import { createAccount, ROLES } from '../auth/index.ts'
import { inWriteTransaction } from '../db/index.ts'
import { CliError, print, withSite } from './site.ts'

export function addUserCommands(program: Command): void {
  program
    .command('user')
    .description('People who write here')
    .command('create')
    .description('Make an account; the password is asked for')
    .requiredOption('--email <address>')
    .requiredOption('--name <name>')
    .option('--role <role>', ROLES.join(', '), 'owner')
    .option('--password-stdin', 'read the password from standard input')
    .action(async (options: { email: string; name: string; role: string; passwordStdin?: boolean }) => {
      const role = ROLES.find((known) => known === options.role)
      if (!role) throw new CliError(`"${options.role}" is no role. There are: ${ROLES.join(', ')}.`)
      const password = options.passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : await askPassword()
      await withSite(({ db }) =>
        inWriteTransaction(db, 'cli', (tx) => createAccount(tx, { ...options, role, password })),
      )
      print(`Made the account of ${options.name} (${role}).`)
    })
}

/** Without showing what is typed. */
async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY) throw new CliError('There is no terminal to ask for the password; use --password-stdin.')
  process.stderr.write('Password: ')
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return await reader.question('')
  } finally {
    reader.close()
    process.stderr.write('\n')
  }
}
