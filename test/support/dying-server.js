// A built server that kills itself at a failpoint, once it is told to. Plain JavaScript: it runs outside vitest.
//   node test/support/dying-server.js [failpoint]      armed by a line on its standard input
import { pino } from 'pino'
import { loadConfig } from '../../dist/src/config.js'
import { startServer } from '../../dist/src/server.js'

const point = process.argv[2]
let isArmed = false
process.stdin.once('data', () => {
  isArmed = true
  process.stdout.write('armed\n')
})

const reached = (name) => {
  if (isArmed && name === point) process.kill(process.pid, 'SIGKILL')
}
const server = await startServer(loadConfig(), pino({ level: 'silent' }), { reached })
await server.warm
process.stdout.write(`${server.localUrl}\n`)
process.on('SIGTERM', () => server.stop().then(() => process.exit(0)))
