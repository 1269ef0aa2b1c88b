import type { FC } from 'hono/jsx'
import type { CacheSetting, MediaUsage } from '../../../src/client/index.ts'
import { DataTable } from '../parts.tsx'
import { SettingsFrame } from './frame.tsx'

export const ServerSettings: FC<{ usage: MediaUsage; settings: readonly CacheSetting[] }> = ({ usage, settings }) => (
  <SettingsFrame current="server">
    <section class="card">
      <h2>Media</h2>
      <p>
        {usage.files === 0
          ? 'Nothing is uploaded yet.'
          : `${usage.files.toLocaleString('en')} ${usage.files === 1 ? 'file' : 'files'}, ${size(usage.bytes)}, on this server, in the folder media of DATA_DIR. The same bytes are kept once.`}
      </p>
      {usage.types.length > 0 && (
        <table class="bars">
          {usage.types.map(({ type, files, bytes }) => (
            <tr>
              <th scope="row">{type}</th>
              <td>
                <svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={String(Math.max(1, (bytes / usage.bytes) * 100))} height="1" />
                </svg>{' '}
                {`${size(bytes)} in ${files.toLocaleString('en')}`}
              </td>
            </tr>
          ))}
        </table>
      )}
    </section>
    <section class="card">
      <h2>Cache</h2>
      <p class="hint">
        Set by the environment of the process or in <code>.env</code>, read when it starts. How it does is under{' '}
        <a href="/admin/cache">Cache</a>.
      </p>
      <DataTable columns={['Setting', 'Value', 'Meaning']}>
        {settings.map(({ name, value, isDefault, meaning }) => (
          <tr>
            <td>
              <code>{name}</code>
            </td>
            <td class="nowrap">
              {value} <small class="hint">{isDefault ? 'default' : 'from the environment'}</small>
            </td>
            <td>{meaning}</td>
          </tr>
        ))}
      </DataTable>
    </section>
  </SettingsFrame>
)

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB']

function size(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${value.toFixed(value < 10 && power > 0 ? 1 : 0)} ${UNITS[power]}`
}
