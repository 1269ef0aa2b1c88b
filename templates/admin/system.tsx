/** What the site runs on, and what may be wrong. */
import type { FC } from 'hono/jsx'
import type { System } from '../../src/client/index.ts'
import { DataTable, PageHead, When } from './parts.tsx'

const WORDS = { ok: 'well', warn: 'look', fail: 'wrong' } as const
const MAX_TABLES = 12

export const SystemPage: FC<System> = (report) => (
  <>
    <PageHead title="System" />
    <section class="card">
      <div class="page-head">
        <h2>Checks</h2>
        <form action="/admin/system">
          <button type="submit" class="quiet">
            Run again
          </button>
        </form>
      </div>
      <ul class="plain-list checks">
        {report.checks.map(({ check, result, message }) => (
          <li>
            <span>
              <span class={`status ${result}`}>{WORDS[result]}</span>
            </span>
            <strong>{check}</strong>
            <span>{message}</span>
          </li>
        ))}
      </ul>
    </section>
    <div class="columns">
      <Versions {...report} />
      <Room {...report} />
    </div>
    <section class="card">
      <h2>Database</h2>
      <p class="soft">
        {`${bytes(report.database.bytes)} in all, ${report.database.connections} of ${report.database.maxConnections} connections in use.`}
      </p>
      <Tables tables={report.database.tables} />
    </section>
    <section class="card">
      <h2>Settings in effect</h2>
      <p class="soft">Those of the machine. They are changed in the environment or in .env, and read at the start.</p>
      <DataTable columns={['Setting', 'Value', 'From']}>
        {report.settings.map(({ name, value, source }) => (
          <tr>
            <td class="mono">{name}</td>
            <td class="mono">{value || <span class="soft">none</span>}</td>
            <td class={source === 'default' ? 'soft' : undefined}>{source}</td>
          </tr>
        ))}
      </DataTable>
    </section>
  </>
)

const Versions: FC<System> = ({ versions, process, machine, migrations, database }) => (
  <section class="card">
    <h2>Versions</h2>
    <dl class="facts two">
      <dt>Hearth</dt>
      <dd>{versions.hearth}</dd>
      <dt>Node</dt>
      <dd>{versions.node}</dd>
      <dt>PostgreSQL</dt>
      <dd>{`${versions.postgres}, ${database.isEmbedded ? 'embedded' : 'by DATABASE_URL'}`}</dd>
      <dt>Migrations</dt>
      <dd>
        {`${migrations.applied} applied`}
        {migrations.last && <span class="soft">{`, the last ${migrations.last}`}</span>}
        {migrations.pending.length > 0 && (
          <strong class="error">{`, waiting: ${migrations.pending.join(', ')}`}</strong>
        )}
      </dd>
      <dt>Machine</dt>
      <dd>{machine.system}</dd>
      <dt>Processors</dt>
      <dd>{`${machine.processors}, load ${machine.load.map((load) => load.toFixed(2)).join(' · ')}`}</dd>
      <dt>Started</dt>
      <dd>
        <When at={process.startedAt} />{' '}
        <span class="soft">{`up ${duration(process.uptimeS)}, process ${process.pid}`}</span>
      </dd>
    </dl>
  </section>
)

const Room: FC<System> = ({ disk, memory, media }) => (
  <section class="card">
    <h2>Room</h2>
    <Gauge
      name="Disk"
      used={disk.totalBytes - disk.freeBytes}
      total={disk.totalBytes}
      text={`${bytes(disk.freeBytes)} of ${bytes(disk.totalBytes)} free`}
    />
    <p class="soft mono">{disk.folder}</p>
    <Gauge
      name="Memory of the machine"
      used={memory.totalBytes - memory.freeBytes}
      total={memory.totalBytes}
      text={`${bytes(memory.freeBytes)} of ${bytes(memory.totalBytes)} free`}
    />
    <dl class="facts two">
      <dt>This process</dt>
      <dd>{`${bytes(memory.usedBytes)}, of which scripts hold ${bytes(memory.heapBytes)}`}</dd>
      <dt>Media</dt>
      <dd>{`${media.files.toLocaleString('en')} files, ${bytes(media.bytes)}`}</dd>
    </dl>
  </section>
)

const Gauge: FC<{ name: string; used: number; total: number; text: string }> = ({ name, used, total, text }) => (
  <div>
    <strong>{name}</strong> <span class="soft">{text}</span>
    <svg class="gauge" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect width={total > 0 ? (100 * used) / total : 0} height={10} />
    </svg>
  </div>
)

const Tables: FC<{ tables: System['database']['tables'] }> = ({ tables }) => {
  const most = Math.max(1, ...tables.map(({ bytes }) => bytes))
  const rest = tables.slice(MAX_TABLES)
  return (
    <div class="scroll" tabindex={0}>
      <table class="bars wide-names">
        <caption class="visually-hidden">The largest tables with their indexes</caption>
        <tbody>
          {tables.slice(0, MAX_TABLES).map(({ name, bytes: size, rows }) => (
            <tr>
              <th scope="row" class="mono">
                {name}
              </th>
              <td>
                <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={(100 * size) / most} height={10} />
                </svg>{' '}
                {bytes(size)}
              </td>
              <td class="soft">{`${rows.toLocaleString('en')} rows`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest.length > 0 && (
        <p class="soft">{`and ${rest.length} smaller ones, ${bytes(rest.reduce((sum, one) => sum + one.bytes, 0))}`}</p>
      )}
    </div>
  )
}

function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = Math.min(Math.floor(Math.log10(Math.max(1, count)) / 3), units.length - 1)
  return `${(count / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`
}

function duration(seconds: number): string {
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ]
  if (days > 0) return `${days} d ${hours} h`
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min`
}
