/** All checks of the doctor: the command's, and those of the admin's system page. */
import type { Config } from '../config.ts'
import type { Database } from '../db/index.ts'
import { dataDirFindings, diskFinding, type Finding, nodeFinding, siteUrlFinding } from './machine-checks.ts'
import type { ServerFile } from './server-file.ts'
import { databaseFinding, eventsFinding, jobsFinding, serverFinding, webhooksFinding } from './site-checks.ts'

/** What can be seen without a database. */
export function examineMachine({ siteUrl, dataDir }: Config): Finding[] {
  return [
    nodeFinding(process.versions.node),
    siteUrlFinding(siteUrl),
    ...dataDirFindings(dataDir),
    diskFinding(dataDir),
  ]
}

export async function examineSite(config: Config, db: Database, server: ServerFile | undefined): Promise<Finding[]> {
  return [
    await databaseFinding(config, db),
    await serverFinding(server),
    await eventsFinding(db, server),
    await jobsFinding(db),
    await webhooksFinding(db),
  ]
}
