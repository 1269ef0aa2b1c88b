/** Addresses that are not found, and redirecting them. */
import type { FC } from 'hono/jsx'
import type { NotFound } from '../../../src/client/index.ts'
import { Alert, Empty, PageHead, PostButton, When } from '../parts.tsx'
import { number } from '../statistics.tsx'
import { RedirectTabs } from './tabs.tsx'

/** What somebody typed as the target of a redirect, and why it was refused. */
export interface RefusedTarget {
  readonly path: string
  readonly target: string
  readonly error: string
}

interface Props {
  readonly items: readonly NotFound[]
  readonly filter: { readonly noise: boolean; readonly ignored: boolean; readonly order: 'hits' | 'recent' }
  /** Addresses to choose from, with their titles. */
  readonly targets: readonly { readonly path: string; readonly title: string }[]
  readonly ownHost: string
  readonly refused?: RefusedTarget | undefined
}

export const BASE = '/admin/redirects/not-found'

export const NotFoundPage: FC<Props> = ({ items, filter, targets, ownHost, refused }) => (
  <>
    <PageHead title="Not found">
      {items.length > 0 && !filter.ignored && (
        <PostButton
          action={`${BASE}/clear`}
          text="Empty the list"
          confirm="Forget all of them? What is asked for again comes back."
        />
      )}
    </PageHead>
    <RedirectTabs current={BASE} />
    <p class="soft">
      Addresses that were asked for, and at which there is nothing. Redirected, they leave this list by themselves.
    </p>
    <form class="show-only" method="get">
      <label>
        <input type="checkbox" name="noise" value="true" checked={filter.noise} /> Also what only machines ask for
      </label>
      <label>
        <input type="checkbox" name="ignored" value="true" checked={filter.ignored} /> Only ignored ones
      </label>
      <label>
        <input type="checkbox" name="order" value="recent" checked={filter.order === 'recent'} /> Latest first
      </label>
      <button type="submit" class="quiet small">
        Show
      </button>
    </form>
    {items.length === 0 ? (
      <Empty>
        {filter.ignored ? 'Nothing is ignored.' : 'Nothing is missing: every address that was asked for is there.'}
      </Empty>
    ) : (
      <ul class="missing">
        {items.map((item) => (
          <li class="card">
            <Missing
              item={item}
              isIgnored={filter.ignored}
              ownHost={ownHost}
              refused={refused?.path === item.path ? refused : undefined}
            />
          </li>
        ))}
      </ul>
    )}
    <datalist id="targets" data-link-targets>
      {targets.map(({ path, title }) => (
        <option value={path}>{title}</option>
      ))}
    </datalist>
  </>
)

interface MissingProps {
  readonly item: NotFound
  readonly isIgnored: boolean
  readonly ownHost: string
  readonly refused: RefusedTarget | undefined
}

const Missing: FC<MissingProps> = ({ item, isIgnored, ownHost, refused }) => {
  const { id, path, hits, lastSeen, referrer, suggestion } = item
  return (
    <>
      <div class="missing-head">
        <h2 class="mono">{readable(path)}</h2>
        <p class="soft">
          {`${hits === 1 ? 'once' : `${number(hits)} times`}, last `}
          <When at={lastSeen} />
          {referrer && (referrer === ownHost ? ', by a link on this site' : `, by a link on ${referrer}`)}
        </p>
      </div>
      <div class="missing-actions">
        {suggestion && (
          <form method="post" action={`${BASE}/redirect`} class="inline">
            <input type="hidden" name="path" value={path} />
            {suggestion.postId === null ? (
              <input type="hidden" name="target" value={suggestion.path} />
            ) : (
              <input type="hidden" name="postId" value={String(suggestion.postId)} />
            )}
            <button type="submit">{`Redirect to “${suggestion.title}”`}</button>
          </form>
        )}
        <form method="post" action={`${BASE}/redirect`} class="redirect-form">
          <input type="hidden" name="path" value={path} />
          <label class="visually-hidden" for={`target-${id}`}>
            {`Where ${path} is to lead`}
          </label>
          <input
            id={`target-${id}`}
            name="target"
            list="targets"
            autocomplete="off"
            placeholder={suggestion ? 'or somewhere else: /path or https://…' : '/path or https://…'}
            value={refused?.target}
            required
            aria-invalid={refused ? 'true' : undefined}
            aria-describedby={refused ? `error-${id}` : undefined}
            data-link-target
          />
          <button type="submit" class="quiet">
            Redirect
          </button>
        </form>
        <PostButton
          action={`${BASE}/${id}/${isIgnored ? 'notice' : 'ignore'}`}
          text={isIgnored ? 'Ignore no longer' : 'Ignore'}
          isPlain
        />
      </div>
      {refused && (
        <div id={`error-${id}`}>
          <Alert>{refused.error}</Alert>
        </div>
      )}
    </>
  )
}

/** As somebody would write it. */
function readable(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}
