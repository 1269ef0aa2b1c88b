/** `hearth job …`: the queue. */
import { type Command, Option } from 'commander'
import { addServerCommand } from './server-command.ts'
import { print } from './site.ts'
import { minute, printTable } from './table.ts'

const STATES = ['waiting', 'running', 'failed'] as const

export function addJobCommands(program: Command): void {
  const jobs = program.command('job').description('Look at the queue of jobs, and drive it')

  addServerCommand(jobs, 'list', {
    description: 'List jobs, the soonest first',
    scopes: ['jobs:read'],
    example: 'hearth job list --state failed',
    options: (command) =>
      command
        .addOption(new Option('--state <state>', 'only these').choices(STATES))
        .option('--task <task>', 'only of this kind, such as publish_scheduled'),
    ask: async (client, { state, task }: { state?: (typeof STATES)[number]; task?: string }) =>
      (await client.get('/jobs', { query: { state, task } })).items,
    show: (items) =>
      printTable(
        ['id', 'task', 'state', 'runs', 'attempts', 'last error'],
        items.map(({ id, task, state, runAt, attempts, maxAttempts, lastError }) => [
          ...[id, task, state, minute(runAt), `${attempts} of ${maxAttempts}`, lastError?.split('\n', 1)[0]],
        ]),
        'Nothing waits.',
      ),
  })
  addServerCommand(jobs, 'retry <job>', {
    description: 'Run a job now, whether it failed or waits',
    scopes: ['jobs:write'],
    example: 'hearth job retry 42',
    ask: (client, _: object, id) => client.put('/jobs/{id}/retry', { path: { id } }),
    show: () => print('It runs now.'),
  })
  addServerCommand(jobs, 'cancel <job>', {
    description: 'Take a job out of the queue',
    scopes: ['jobs:write'],
    example: 'hearth job cancel 42',
    ask: (client, _: object, id) => client.delete('/jobs/{id}', { path: { id } }),
    show: () => print('Cancelled.'),
  })
}
