import type { Context, Hono } from 'hono'
import type { SignedIn } from '../auth/index.ts'
import type { RenderSession } from '../cache/index.ts'
import type { HearthClient } from '../client/index.ts'
import type { MediaFiles } from '../content/index.ts'
import type { Database, SnapshotTransaction } from '../db/index.ts'
import type { Attempts } from './attempts.ts'

export interface AdminDeps {
  readonly db: Database
  readonly files: MediaFiles
  readonly siteUrl: string
  /** The API, in this process; called through `c.var.api`. */
  readonly api: { request(path: string, init: RequestInit): Response | Promise<Response> }
  /** The address of a script or stylesheet. */
  readonly assetPath: (name: string) => string
  /** Requests for pages since the start, by how they were answered. */
  readonly readRequests: () => Readonly<Record<string, number>>
  /** For those whose role may not read all settings. */
  readonly readSiteSettings: () => Promise<{ timeZone: string; title: string; socialImageUrl: string | null }>
  readonly sessionIn: (tx: SnapshotTransaction) => Promise<RenderSession>
}

export interface AdminEnv {
  Variables: { deps: AdminDeps; api: HearthClient; attempts: Attempts; signedIn: SignedIn; nonce: string }
}

export type AdminContext = Context<AdminEnv>
export type Admin = Hono<AdminEnv>
