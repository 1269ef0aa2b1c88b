import { createAccount } from '../../src/auth/index.ts'
import { createAuthorNamed } from '../../src/content/index.ts'
import { inWriteTransaction } from '../../src/db/index.ts'
import type { Role } from '../../src/db/schema.ts'
import { Browser } from '../support/browser.ts'
import type { TestServer } from '../support/server.ts'

export const PASSWORD = 'a sentence is a good password'

/** An account with an author of its own; its address is `<name>@example.com`. */
export async function makeAccount(
  { db }: TestServer,
  name: string,
  role: Role,
): Promise<{ id: number; email: string }> {
  const email = `${name.toLowerCase()}@example.com`
  const { value } = await inWriteTransaction(db, 'test', async (tx) => {
    const authorId = (await createAuthorNamed(tx, name))?.id ?? null
    return createAccount(tx, { email, name, password: PASSWORD, role, authorId })
  })
  return { id: value.id, email }
}

/** A browser in which somebody of this role is signed in. */
export async function signedIn(server: TestServer, name: string, role: Role): Promise<Browser> {
  const { email } = await makeAccount(server, name, role)
  return signIn(server, email)
}

/** Somebody of each of these roles, called after it (`theauthor@example.com`), signed in. */
export async function signedInAs(server: TestServer, roles: readonly Role[]): Promise<(role: Role) => Browser> {
  const browsers = new Map<Role, Browser>()
  for (const role of roles) browsers.set(role, await signedIn(server, `The${role}`, role))
  return (role) => {
    const browser = browsers.get(role)
    if (!browser) throw new Error(`Nobody is signed in as ${role}.`)
    return browser
  }
}

export async function signIn(server: TestServer, email: string): Promise<Browser> {
  const browser = new Browser(server.localUrl)
  const { status } = await browser.post('/admin/sign-in', { email, password: PASSWORD })
  if (status !== 303) throw new Error(`Signing in answered ${status}.`)
  return browser
}
