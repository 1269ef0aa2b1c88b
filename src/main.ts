/** Boot and shutdown, in order. */
import { ConfigError, loadConfig } from './config.ts'
import { DatabaseError } from './db/index.ts'
import { startServer } from './server.ts'
import { announceServer, withdrawServer } from './system/index.ts'
import { createLog } from './telemetry/index.ts'

try {
  await boot()
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof DatabaseError || isListenProblem(error))) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

async function boot(): Promise<void> {
  const config = loadConfig()
  const log = createLog(config.logLevel)
  let stopping = false
  const stopSignal = Promise.withResolvers<string>()
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) log.info({ signal }, 'already stopping')
      stopping = true
      stopSignal.resolve(signal)
    })
  }

  const server = await startServer(config, log)
  announceServer(config, { pid: process.pid, url: server.localUrl })
  // In one piece: whoever watches for the address has the link as well.
  const setup = server.setupUrl ? `  Set up the owner's account (once, within a day): ${server.setupUrl}\n` : ''
  process.stdout.write(`\n  Hearth is at ${server.siteUrl}\n${setup}\n`)

  const signal = await stopSignal.promise
  log.info({ signal }, 'stopping')
  withdrawServer(config)
  await server.stop()
  log.info('stopped')
  process.exit(0)
}

/** A host that is not this machine, a port that is taken or not allowed: something the operator sets. */
function isListenProblem(error: unknown): error is Error {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return false
  if (error.syscall === 'getaddrinfo') return error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN'
  return error.syscall === 'listen' && ['EADDRINUSE', 'EADDRNOTAVAIL', 'EACCES'].includes(String(error.code))
}
