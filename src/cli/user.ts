import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type Command, Option } from 'commander'
import {
  changePassword,
  createAccount,
  createInvitation,
  disableSecondFactor,
  findAccount,
  listAccounts,
  MIN_PASSWORD_LENGTH,
  ROLES,
} from '../auth/index.ts'
import { audit, createAuthorNamed } from '../content/index.ts'
import { inWriteTransaction } from '../db/index.ts'
import type { Role } from '../db/schema.ts'
import { CliError, EXIT, note, print, printJson, withSite } from './site.ts'

interface CreateOptions {
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly passwordStdin?: boolean
  readonly json?: boolean
}

type PasswordOptions = Pick<CreateOptions, 'email' | 'passwordStdin'> & { readonly withoutSecondFactor?: boolean }
type InviteOptions = Pick<CreateOptions, 'email' | 'role' | 'json'>

export function addUserCommands(program: Command): void {
  const user = program.command('user').description('Make, list and rescue accounts of people who write here')
  user
    .command('create')
    .description('Make an account; the password is asked for')
    .requiredOption('--email <address>', 'what they log in with')
    .requiredOption('--name <name>', 'how they are called')
    .addOption(new Option('--role <role>', 'what they may do').choices(ROLES).default('owner'))
    .option('--password-stdin', 'read the password from standard input')
    .option('--json', 'print JSON')
    .addHelpText('after', "\nExample:\n  hearth user create --email ann@example.com --name 'Ann Example' --role editor")
    .action(create)
  user
    .command('list')
    .description('List accounts')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  hearth user list')
    .action(async ({ json }: { json?: boolean }) => {
      const accounts = await withSite(({ db }) => listAccounts(db.drizzle))
      if (json) return printJson(accounts)
      if (accounts.length === 0) return note('There are none; the server prints a link for making the first.')
      for (const { email, name, role, hasSecondFactor } of accounts)
        print([email, name, role, hasSecondFactor ? 'second factor' : ''].join('\t').trimEnd())
    })
  user
    .command('invite')
    .description('Print a link by which somebody makes an account, once, within a week')
    .requiredOption('--email <address>', 'whose account it is to be')
    .addOption(new Option('--role <role>', 'what they may do').choices(ROLES).default('author'))
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  hearth user invite --email bob@example.com --role author')
    .action(invite)
  user
    .command('password')
    .description('Give an account another password, for who forgot theirs; signs it out everywhere')
    .requiredOption('--email <address>', 'whose')
    .option('--password-stdin', 'read the password from standard input')
    .option('--without-second-factor', 'also turn the authenticator app off, for who lost it')
    .addHelpText('after', '\nExample:\n  hearth user password --email ann@example.com --without-second-factor')
    .action(changeTheirPassword)
}

async function create({ email, name, role, passwordStdin, json }: CreateOptions): Promise<void> {
  const password = await readPassword(passwordStdin)
  const { value } = await withSite(({ db }) =>
    inWriteTransaction(db, 'cli', async (tx) => {
      const authorId = (await createAuthorNamed(tx, name))?.id ?? null
      const made = await createAccount(tx, { email, name, role, password, authorId })
      await audit(tx, 'user.create', `user:${made.email}`, { role })
      return made
    }),
  )
  if (json) printJson({ id: value.id, email, name, role })
  else print(`Made the account of ${name} (${role}).`)
}

async function invite({ email, role, json }: InviteOptions): Promise<void> {
  const { url, isKnown } = await withSite(async ({ db, config }) => {
    const { value: path } = await inWriteTransaction(db, 'cli', async (tx) => {
      const path = await createInvitation(tx, { email, role })
      await audit(tx, 'user.invite', `user:${email}`, { role })
      return path
    })
    return { url: (config.siteUrl ?? `http://localhost:${config.port}`) + path, isKnown: config.siteUrl !== undefined }
  })
  if (json) return printJson({ email, role, url })
  print(url)
  if (!isKnown) note('SITE_URL is not set; put your site in the place of localhost.')
}

async function changeTheirPassword({ email, passwordStdin, withoutSecondFactor }: PasswordOptions): Promise<void> {
  const password = await readPassword(passwordStdin)
  await withSite(({ db }) =>
    inWriteTransaction(db, 'cli', async (tx) => {
      const account = await findAccount(tx, email)
      if (!account)
        throw new CliError(
          `There is no account with the address ${email}; "hearth user list" shows them.`,
          EXIT.notFound,
        )
      await changePassword(tx, account.id, password)
      if (withoutSecondFactor) await disableSecondFactor(tx, account.id)
      await audit(tx, 'user.password', `user:${account.email}`, { withoutSecondFactor: withoutSecondFactor === true })
    }),
  )
  print(`The password of ${email} is changed, and they are signed out everywhere.`)
}

async function readPassword(fromStdin: boolean | undefined): Promise<string> {
  return fromStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : askPassword()
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
    reader.once('close', () => reject(new CliError('Nothing was done.', EXIT.interrupted))),
  )
  try {
    return await Promise.race([reader.question(''), closed])
  } finally {
    reader.close()
    process.stderr.write('\n')
  }
}
