/** One PostgreSQL for all browser tests, as for the others. */
import { startTestCluster } from '../test/support/cluster.ts'

export default async function start(): Promise<() => Promise<void>> {
  const cluster = await startTestCluster()
  process.env.CLUSTER_URL = cluster.url
  return () => cluster.stop()
}
