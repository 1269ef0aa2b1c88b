// Made from the API's own schemas by "npm run client"; test/client/operations.test.ts says when that is due.

export type ApiKey = {
  readonly id: number
  readonly name: string
  readonly prefix: string
  readonly scopes: readonly string[]
  /** It never may more than they. Null: the command line. */
  readonly madeBy: string | null
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
  readonly createdAt: string
}

export type ApiKeyInput = {
  readonly name: string
  readonly scopes: readonly string[]
  readonly expiresAt?: string | null | undefined
}

export type AuditEntry = {
  readonly id: number
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly details?: unknown | undefined
}

export type AuditFinding = {
  readonly url: string
  readonly difference: string
  readonly cause: Cause
  readonly dependencies: readonly string[]
  readonly suspects: readonly string[]
}

export type Author = {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly url: string
  readonly bio: string
  readonly avatarUrl: string | null
  readonly websiteUrl: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

export type AuthorInput = {
  readonly slug?: string | undefined
  readonly name: string
  readonly bio?: string | undefined
  readonly avatarUrl?: string | null | undefined
  readonly websiteUrl?: string | null | undefined
}

export type Autosave = {
  readonly baseVersion: number
  readonly fields: Readonly<Record<string, unknown>>
  readonly actor: string
  readonly savedAt: string
} | null

export type AutosaveInput = {
  readonly baseVersion: number
  readonly fields: {
    readonly slug?: string | undefined
    readonly title?: string | undefined
    readonly markdown?: string | undefined
    readonly excerpt?: string | null | undefined
    readonly status?: 'draft' | 'scheduled' | 'published' | 'unpublished' | undefined
    /** Slugs or names; unknown ones are created. */
    readonly tags?: readonly string[] | undefined
    readonly authors?: readonly string[] | undefined
    readonly coverUrl?: string | null | undefined
    readonly coverAlt?: string | null | undefined
    readonly canonicalUrl?: string | null | undefined
    readonly seoTitle?: string | null | undefined
    readonly seoDescription?: string | null | undefined
    readonly featured?: boolean | undefined
    /** How it is laid out: as usual, wide, with a large cover, or title and text alone. */
    readonly template?: 'default' | 'wide' | 'cover' | 'plain' | undefined
    /** Search engines are asked to leave it out. */
    readonly noIndex?: boolean | undefined
    readonly socialImageUrl?: string | null | undefined
    readonly socialTitle?: string | null | undefined
    readonly socialDescription?: string | null | undefined
  }
}

export type CacheEvent = {
  readonly id: number
  readonly epoch: string
  readonly at: string
  readonly actor: string
  readonly relation: string
  readonly rows: number | null
  readonly consumedAt: string | null
  /** What took it, with the first of its pages. Null: it is pending, or touched no page. */
  readonly plan: {
    readonly id: number
    readonly rendered: number
    readonly changed: number
    readonly ms: number
    readonly pages: readonly string[]
  } | null
}

export type CachePlan = {
  readonly id: number
  readonly at: string
  readonly actors: readonly string[]
  readonly eventIds: readonly number[]
  readonly withdrawn: readonly string[]
  readonly renders: readonly ({
    readonly url: string
    readonly why: string
    readonly outcome: string | null
  })[]
  readonly rendered: number
  readonly changed: number
  readonly unchanged: number
  readonly failed: number
  readonly ms: number
}

export type CacheReplay = {
  readonly events: number
  readonly rendered: number
  readonly changed: readonly string[]
  readonly ms: number
}

export type CacheSetting = {
  readonly name: string
  readonly value: string
  readonly isDefault: boolean
  readonly meaning: string
}

export type CacheState = {
  readonly model: string
  readonly warm: boolean
  readonly entries: number
  readonly bytes: number
  readonly evictions: number
  readonly pendingEvents: number
  readonly oldestEventAgeMs: number
  readonly dirtyKeys: number
  readonly failing: readonly ({
    readonly key: string
    readonly failures: number
  })[]
  readonly totals: {
    readonly events: number
    readonly rendered: number
    readonly withdrawn: number
    readonly unchanged: number
    readonly failed: number
  }
  readonly audited: {
    readonly checked: number
    readonly wrong: number
  }
  /** What somebody set going, and how many of its pages are done. */
  readonly actions: readonly RunningAction[]
  readonly lastActions: readonly FinishedAction[]
}

export type Calendar = {
  readonly month: string
  readonly previous: string
  readonly next: string
  readonly timeZone: string
  readonly today: string
  readonly items: readonly ({
    readonly id: number
    readonly title: string
    readonly status: 'draft' | 'scheduled' | 'published' | 'unpublished'
    readonly publishedAt: string
    readonly day: string
    readonly time: string
  })[]
}

export type Cause = {
  readonly kind: string
  readonly reason: string
  readonly actor?: string | undefined
  readonly eventIds?: readonly number[] | undefined
  readonly planId?: number | undefined
}

export type DeliveryAttempt = {
  readonly at: string
  readonly ms: number
  readonly status: number | null
  readonly error: string | null
}

export type Explanation = {
  readonly url: string
  readonly status: number
  readonly etag: string
  readonly bytes: number
  readonly hits: number
  readonly cause: Cause
  readonly modifiedAt: string
  readonly lastRender: {
    readonly cause: Cause
    readonly at: string
    readonly ms: number
    readonly snapshot: string
  }
  readonly isStale: boolean
  readonly dependencies: readonly string[]
  /** The last plans that rendered this page. */
  readonly plans: readonly CachePlan[]
}

export type FinishedAction = {
  readonly id: number
  readonly kind: 'flush' | 'warm' | 'purge' | 'audit' | 'replay'
  readonly actor: string
  readonly startedAt: string
  readonly ms: number
  readonly outcome: 'done' | 'cancelled' | 'failed'
  readonly counts: Readonly<Record<string, number>>
}

export type FlushReport = {
  readonly epoch: string
  readonly events: number
  readonly rendered: number
  readonly withdrawn: number
  readonly unchanged: number
  readonly ms: number
}

export type Job = {
  readonly id: string
  readonly task: string
  /** What it is about. */
  readonly payload: Readonly<Record<string, unknown>>
  readonly state: 'waiting' | 'running' | 'failed'
  readonly createdAt: string
  /** When it will run; of one that runs, since when. */
  readonly runAt: string
  readonly attempts: number
  readonly maxAttempts: number
  readonly lastError: string | null
}

export type ListedAuthor = Author & {
  readonly posts: number
}

export type ListedRedirect = Redirect & {
  /** The post that it follows. */
  readonly post: {
    readonly id: number
    readonly kind: 'post' | 'page'
    readonly title: string
  } | null
}

export type ListedTag = Tag & {
  readonly posts: number
}

export type Media = {
  readonly id: number
  readonly url: string
  readonly hash: string
  readonly kind: 'image' | 'video' | 'audio' | 'document'
  readonly contentType: string
  readonly fileName: string
  readonly byteSize: number
  readonly width: number | null
  readonly height: number | null
  readonly alt: string
  /** In how many places it stands. */
  readonly uses: number
  /** Name of the account, or what uploaded it: key:…, cli, import. */
  readonly uploadedBy: string
  /** Whether who asks may change, replace or delete it. */
  readonly mayChange: boolean
  readonly createdAt: string
  readonly updatedAt: string
}

export type MediaUsage = {
  readonly files: number
  readonly bytes: number
  readonly types: readonly ({
    readonly type: string
    readonly files: number
    readonly bytes: number
  })[]
}

export type MediaUse = {
  readonly kind: 'post' | 'page' | 'author' | 'setting' | 'menu' | 'redirect'
  readonly id: number | string
  readonly title: string
  readonly places: readonly string[]
  readonly status: 'draft' | 'scheduled' | 'published' | 'unpublished' | null
  readonly isInBin: boolean
}

export type MenuItem = {
  readonly id: number
  readonly menu: string
  readonly position: number
  readonly label: string
  readonly url: string | null
  readonly postId: number | null
  /** What it leads to; hidden while that is not public. */
  readonly post: {
    readonly kind: 'post' | 'page'
    readonly title: string
    readonly isPublic: boolean
  } | null
}

export type NotFound = {
  readonly id: number
  readonly path: string
  readonly hits: number
  readonly firstSeen: string
  readonly lastSeen: string
  /** The host of a page that links to it. */
  readonly referrer: string | null
  /** Only machines ask for such an address. */
  readonly noise: boolean
  readonly ignored: boolean
  /** The page that is most like it. */
  readonly suggestion: {
    readonly path: string
    readonly title: string
    readonly postId: number | null
  } | null
}

export type PermalinkMove = {
  /** How many public posts get another address; the old ones redirect. */
  readonly posts: number
  readonly examples: readonly ({
    readonly from: string
    readonly to: string
  })[]
}

export type Post = {
  readonly id: number
  readonly kind: 'post' | 'page'
  readonly slug: string
  readonly url: string
  readonly title: string
  readonly markdown: string
  readonly html: string
  readonly excerpt: string
  /** Null: the excerpt is made from the text. */
  readonly ownExcerpt: string | null
  readonly status: 'draft' | 'scheduled' | 'published' | 'unpublished'
  readonly publishedAt: string | null
  readonly tags: readonly string[]
  readonly authors: readonly string[]
  readonly coverUrl: string | null
  readonly coverAlt: string | null
  readonly canonicalUrl: string | null
  readonly seoTitle: string | null
  readonly seoDescription: string | null
  readonly featured: boolean
  readonly template: 'default' | 'wide' | 'cover' | 'plain'
  readonly noIndex: boolean
  readonly socialImageUrl: string | null
  readonly socialTitle: string | null
  readonly socialDescription: string | null
  readonly wordCount: number
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly deletedAt: string | null
}

export type PostInput = {
  readonly slug?: string | undefined
  readonly title: string
  readonly markdown?: string | undefined
  readonly excerpt?: string | null | undefined
  readonly status?: 'draft' | 'scheduled' | 'published' | 'unpublished' | undefined
  readonly publishedAt?: string | null | undefined
  /** Slugs or names; unknown ones are created. */
  readonly tags?: readonly string[] | undefined
  readonly authors?: readonly string[] | undefined
  readonly coverUrl?: string | null | undefined
  readonly coverAlt?: string | null | undefined
  readonly canonicalUrl?: string | null | undefined
  readonly seoTitle?: string | null | undefined
  readonly seoDescription?: string | null | undefined
  readonly featured?: boolean | undefined
  /** How it is laid out: as usual, wide, with a large cover, or title and text alone. */
  readonly template?: 'default' | 'wide' | 'cover' | 'plain' | undefined
  /** Search engines are asked to leave it out. */
  readonly noIndex?: boolean | undefined
  readonly socialImageUrl?: string | null | undefined
  readonly socialTitle?: string | null | undefined
  readonly socialDescription?: string | null | undefined
}

export type PostPatch = {
  readonly slug?: string | undefined
  readonly title?: string | undefined
  readonly markdown?: string | undefined
  readonly excerpt?: string | null | undefined
  readonly status?: 'draft' | 'scheduled' | 'published' | 'unpublished' | undefined
  readonly publishedAt?: string | null | undefined
  /** Slugs or names; unknown ones are created. */
  readonly tags?: readonly string[] | undefined
  readonly authors?: readonly string[] | undefined
  readonly coverUrl?: string | null | undefined
  readonly coverAlt?: string | null | undefined
  readonly canonicalUrl?: string | null | undefined
  readonly seoTitle?: string | null | undefined
  readonly seoDescription?: string | null | undefined
  readonly featured?: boolean | undefined
  /** How it is laid out: as usual, wide, with a large cover, or title and text alone. */
  readonly template?: 'default' | 'wide' | 'cover' | 'plain' | undefined
  /** Search engines are asked to leave it out. */
  readonly noIndex?: boolean | undefined
  readonly socialImageUrl?: string | null | undefined
  readonly socialTitle?: string | null | undefined
  readonly socialDescription?: string | null | undefined
  readonly version?: number | undefined
}

export type PostsBulk = {
  readonly done: number
  readonly items: readonly ({
    readonly id: number
    readonly title: string
    readonly problem: string | null
  })[]
}

export type PostsBulkInput = {
  readonly ids: readonly number[]
  readonly action: 'publish' | 'unpublish' | 'delete' | 'restore' | 'add-tags' | 'remove-tags'
  /** Of add-tags and remove-tags: slugs or names; unknown ones are created, or ignored. */
  readonly tags?: readonly string[] | undefined
}

export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly instance: string
  readonly errors?: readonly ({
    readonly field: string
    readonly message: string
  })[] | undefined
  readonly [name: string]: unknown
}

export type Redirect = {
  readonly id: number
  readonly source: string
  readonly target: string | null
  readonly postId: number | null
  readonly status: number
  readonly createdAt: string
}

export type RedirectImport = {
  readonly lines: number
  readonly created: number
  readonly changed: number
  readonly same: number
  readonly problems: readonly ({
    readonly line: number
    readonly text: string
    readonly message: string
  })[]
  readonly skipped: readonly ({
    readonly line: number
    readonly text: string
    readonly message: string
  })[]
  readonly notes: readonly ({
    readonly line: number
    readonly text: string
    readonly message: string
  })[]
}

export type RedirectInput = {
  readonly source: string
  readonly target?: string | null | undefined
  readonly postId?: number | null | undefined
  readonly status?: 301 | 302 | 307 | 308 | 410 | undefined
}

export type RedirectTrial = {
  readonly path: string
  readonly steps: readonly ({
    readonly path: string
    readonly status: number | null
    readonly location: string | null
    readonly rule: {
      readonly kind: 'page' | 'redirect' | 'former-address' | 'former-pattern' | 'spelling' | 'deleted' | 'server' | 'none'
      /** A sentence for people. */
      readonly text: string
      readonly redirectId?: number | undefined
      readonly postId?: number | undefined
      readonly postKind?: 'post' | 'page' | undefined
    }
  })[]
  readonly end: 'page' | 'not-found' | 'gone' | 'elsewhere' | 'server' | 'loop' | 'too-long'
  /** A redirect of this address that nobody meets, as something stands there. */
  readonly unusedRedirectId: number | null
}

export type Revision = RevisionHead & {
  readonly markdown: string
  readonly excerpt: string | null
}

export type RevisionHead = {
  readonly version: number
  readonly title: string
  readonly actor: string
  readonly createdAt: string
}

export type RunningAction = {
  readonly id: number
  readonly kind: 'flush' | 'warm' | 'purge' | 'audit' | 'replay'
  readonly actor: string
  readonly startedAt: string
  readonly done: number
  readonly total: number
  readonly mayCancel: boolean
}

export type Settings = {
  readonly title: string
  readonly description: string
  readonly locale: string
  readonly timeZone: string
  readonly postsPerPage: number
  readonly permalink: string
  readonly formerPermalinks: readonly string[]
  readonly accent: string
  readonly fonts: 'mixed' | 'serif' | 'sans' | 'mono'
  readonly columnWidth: 'narrow' | 'normal' | 'wide'
  readonly headerLayout: 'line' | 'stacked' | 'centred'
  readonly homeLayout: 'list' | 'cards'
  readonly customCss: string
  readonly headCode: string
  readonly footCode: string
  readonly footer: string
  readonly feedLength: number
  readonly feedText: 'full' | 'excerpt'
  readonly feedFooter: string
  readonly searchEngines: boolean
  readonly aiTraining: boolean
  readonly aiAnswers: boolean
  readonly robotsLines: string
  readonly logoUrl: string | null
  readonly socialImageUrl: string | null
}

export type Statistics = {
  /** False when PAGE_VIEWS is off: nothing new is counted. */
  readonly counting: boolean
  readonly of: 'site' | 'own posts'
  readonly timeZone: string
  readonly from: string
  readonly to: string
  readonly views: number
  /** Views of as many days before these. */
  readonly before: number
  readonly days: readonly ({
    readonly day: string
    readonly views: number
  })[]
  readonly pages: readonly ({
    readonly path: string
    readonly postId: number | null
    readonly kind: 'post' | 'page' | null
    readonly title: string | null
    readonly views: number
  })[]
  /** Of the whole site. */
  readonly referrers: readonly ({
    readonly host: string
    readonly views: number
  })[]
}

export type System = {
  readonly versions: {
    readonly hearth: string
    readonly node: string
    readonly postgres: string
  }
  readonly process: {
    readonly pid: number
    readonly startedAt: string
    readonly uptimeS: number
  }
  readonly machine: {
    readonly system: string
    readonly processors: number
    readonly load: readonly number[]
  }
  /** Used by this process; free and all of the machine. */
  readonly memory: {
    readonly usedBytes: number
    readonly heapBytes: number
    readonly freeBytes: number
    readonly totalBytes: number
  }
  /** Where DATA_DIR lies. */
  readonly disk: {
    readonly folder: string
    readonly freeBytes: number
    readonly totalBytes: number
  }
  readonly database: {
    readonly version: string
    readonly isEmbedded: boolean
    readonly bytes: number
    readonly connections: number
    readonly maxConnections: number
    readonly tables: readonly ({
      readonly name: string
      readonly bytes: number
      readonly rows: number
    })[]
  }
  readonly migrations: {
    readonly applied: number
    readonly pending: readonly string[]
    readonly last: string | null
  }
  readonly media: {
    readonly files: number
    readonly bytes: number
  }
  readonly settings: readonly ({
    readonly name: string
    /** Without what is secret. */
    readonly value: string
    readonly source: 'environment' | 'default'
  })[]
  readonly checks: readonly ({
    readonly check: string
    readonly result: 'ok' | 'warn' | 'fail'
    readonly message: string
  })[]
}

export type Tag = {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly url: string
  readonly description: string
  readonly createdAt: string
  readonly updatedAt: string
}

export type TagInput = {
  readonly slug?: string | undefined
  readonly name: string
  readonly description?: string | undefined
}

export type User = {
  readonly id: number
  readonly email: string
  readonly name: string
  readonly role: 'owner' | 'admin' | 'editor' | 'author' | 'contributor'
  readonly authorId: number | null
  readonly hasSecondFactor: boolean
  readonly createdAt: string
}

export type Webhook = {
  readonly id: number
  readonly name: string
  readonly url: string
  readonly events: readonly string[]
  readonly state: 'active' | 'paused'
  /** `asked`: somebody paused it; `failing`: nothing was delivered for three days; `gone`: its receiver answered 410; `full`: a thousand messages wait for it. */
  readonly pauseReason: 'asked' | 'failing' | 'gone' | 'full' | null
  readonly failingSince: string | null
  /** Until then the former secret signs, too. */
  readonly previousSecretUntil: string | null
  /** Of the last thirty days. */
  readonly deliveries: {
    readonly waiting: number
    readonly delivered: number
    readonly failed: number
    readonly lastAt: string | null
  }
  /** What came of the last twenty messages, the newest first. */
  readonly recent: readonly ('waiting' | 'delivered' | 'failed')[]
  readonly createdAt: string
  readonly updatedAt: string
}

export type WebhookDelivery = {
  readonly id: number
  /** The header `webhook-id`, the same at each attempt. */
  readonly messageId: string
  readonly type: string
  readonly subject: string
  readonly status: 'waiting' | 'delivered' | 'failed'
  /** Since it was made or replayed. */
  readonly attempts: number
  /** When it is tried next. */
  readonly nextAt: string | null
  readonly history: readonly DeliveryAttempt[]
  readonly createdAt: string
}

export type WebhookDeliveryWithBody = WebhookDelivery & {
  /** As it is sent. */
  readonly body: string
  /** The first 2 KB of the last answer. */
  readonly response: string | null
}

export type WebhookInput = {
  /** To know it by; the host when left out. */
  readonly name?: string | undefined
  readonly url: string
  /** `*` for all, those to come too. */
  readonly events: readonly ('*' | 'post.published' | 'post.updated' | 'post.unpublished' | 'post.deleted' | 'page.published' | 'page.updated' | 'page.unpublished' | 'page.deleted' | 'tag.created' | 'tag.updated' | 'tag.deleted' | 'settings.updated')[]
}

export type WebhookPatch = {
  /** To know it by; the host when left out. */
  readonly name?: string | undefined
  readonly url?: string | undefined
  /** `*` for all, those to come too. */
  readonly events?: readonly ('*' | 'post.published' | 'post.updated' | 'post.unpublished' | 'post.deleted' | 'page.published' | 'page.updated' | 'page.unpublished' | 'page.deleted' | 'tag.created' | 'tag.updated' | 'tag.deleted' | 'settings.updated')[] | undefined
  readonly state?: 'active' | 'paused' | undefined
}

export type WebhookWithDays = Webhook & {
  readonly days: readonly ({
    readonly day: string
    readonly delivered: number
    readonly failed: number
    readonly waiting: number
  })[]
}

export interface Operations {
  /** Delete an author; posts lose them */
  'DELETE /authors/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly answer: undefined
  }
  /** Stop what somebody set going; what is done of it stays */
  'DELETE /cache/actions/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly answer: undefined
  }
  /** Delete events that were done long ago, and the plans that did them */
  'DELETE /cache/events': {
    readonly query: {
      readonly olderThanHours: number
    }
    readonly answer: {
      readonly deleted: number
    }
  }
  /** Cancel a job */
  'DELETE /jobs/{id}': {
    readonly path: {
      readonly id: string
    }
    readonly answer: undefined
  }
  /** Revoke an API key */
  'DELETE /keys/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly answer: undefined
  }
  /** Delete a file that nothing shows */
  'DELETE /media/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly answer: undefined
  }
  /** Empty the log; what is ignored stays so */
  'DELETE /not-found': {
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly answer: undefined
  }
  /** Take an address off the log; it comes back when somebody asks for it again */
  'DELETE /not-found/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly answer: undefined
  }
  /** List an address again */
  'DELETE /not-found/{id}/ignored': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly answer: undefined
  }
  /** Put a page into the bin; its address answers 410 */
  'DELETE /pages/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    /** The version that the change began from, as in the ETag: "7". */
    readonly ifMatch?: string | undefined
    readonly answer: undefined
  }
  /** Unpublish */
  'DELETE /pages/{id}/publication': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly answer: Post
  }
  /** Put a post into the bin; its address answers 410 */
  'DELETE /posts/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    /** The version that the change began from, as in the ETag: "7". */
    readonly ifMatch?: string | undefined
    readonly answer: undefined
  }
  /** Forget what was typed and not saved */
  'DELETE /posts/{id}/autosave': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly answer: undefined
  }
  /** Unpublish */
  'DELETE /posts/{id}/publication': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly answer: Post
  }
  /** Delete a redirect */
  'DELETE /redirects/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly answer: undefined
  }
  /** Delete a tag; posts lose it */
  'DELETE /tags/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly answer: undefined
  }
  /** Remove an account; what they wrote stays */
  'DELETE /users/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly answer: undefined
  }
  /** Remove a webhook and its deliveries */
  'DELETE /webhooks/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly answer: undefined
  }
  /** Who did what, newest first */
  'GET /audit': {
    readonly query?: {
      readonly limit?: number | undefined
      /** From `next` of the page before. */
      readonly cursor?: string | undefined
    }
    readonly answer: {
      readonly items: readonly AuditEntry[]
      readonly next: string | null
    }
  }
  /** List authors */
  'GET /authors': {
    readonly query?: {
      readonly limit?: number | undefined
      /** From `next` of the page before. */
      readonly cursor?: string | undefined
      /** A part of the name or slug. */
      readonly q?: string | undefined
      readonly sort?: '-created' | 'created' | 'name' | '-name' | '-posts' | 'posts' | undefined
    }
    readonly answer: {
      readonly items: readonly ListedAuthor[]
      readonly next: string | null
    }
  }
  /** Read an author */
  'GET /authors/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly answer: Author
  }
  /** State of the response cache */
  'GET /cache': {
    readonly answer: CacheState
  }
  /** Events, newest first, with what was done for each */
  'GET /cache/events': {
    readonly query?: {
      readonly limit?: number | undefined
      /** From `next` of the page before. */
      readonly cursor?: string | undefined
      readonly state?: 'pending' | 'consumed' | undefined
      /** The table: post, tag, setting … */
      readonly relation?: string | undefined
      /** A part of who wrote it. */
      readonly actor?: string | undefined
    }
    readonly answer: {
      readonly items: readonly CacheEvent[]
      readonly next: string | null
    }
  }
  /** Why a page looks as it does */
  'GET /cache/explain': {
    readonly query: {
      readonly url: string
    }
    readonly answer: Explanation
  }
  /** Pages that were found to be wrong, newest first */
  'GET /cache/findings': {
    readonly query?: {
      readonly limit?: number | undefined
      /** From `next` of the page before. */
      readonly cursor?: string | undefined
    }
    readonly answer: {
      readonly items: readonly (AuditFinding & {
        readonly id: number
        readonly at: string
      })[]
      readonly next: string | null
    }
  }
  /** What was decided for events, and what came of it, newest first */
  'GET /cache/plans': {
    readonly query?: {
      readonly limit?: number | undefined
      /** From `next` of the page before. */
      readonly cursor?: string | undefined
    }
    readonly answer: {
      readonly items: readonly CachePlan[]
      readonly next: string | null
    }
  }
  /** How the cache is set, by the environment */
  'GET /cache/settings': {
    readonly answer: {
      readonly settings: readonly CacheSetting[]
    }
  }
  /** List the posts of a month by the day on which they are published, in the time zone of the site */
  'GET /calendar': {
    readonly query?: {
      /** This month when it is left out. */
      readonly month?: string | undefined
    }
    readonly answer: Calendar
  }
  /** List jobs */
  'GET /jobs': {
    readonly query?: {
      readonly state?: 'waiting' | 'running' | 'failed' | undefined
      readonly task?: string | undefined
    }
    readonly answer: {
      readonly items: readonly Job[]
      readonly counts: {
        readonly waiting: number
        readonly running: number
        readonly failed: number
      }
    }
  }
  /** List API keys */
  'GET /keys': {
    readonly answer: {
      readonly items: readonly ApiKey[]
    }
  }
  /** List media */
  'GET /media': {
    readonly query?: {
      readonly limit?: number | undefined
      /** From `next` of the page before. */
      readonly cursor?: string | undefined
      /** A part of the name or of what it shows. */
      readonly q?: string | undefined
      readonly kind?: 'image' | 'video' | 'audio' | 'document' | undefined
      /** Whether anything shows it. */
      readonly used?: 'true' | 'false' | undefined
      /** Only what the account uploaded that asks. */
      readonly mine?: 'true' | 'false' | undefined
      readonly sort?: '-created' | 'created' | 'name' | '-name' | '-size' | 'size' | undefined
    }
    readonly answer: {
      readonly items: readonly Media[]
      readonly next: string | null
    }
  }
  /** Read about a file */
  'GET /media/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly answer: Media
  }
  /** Where a file is shown or linked to */
  'GET /media/{id}/uses': {
    readonly path: {
      readonly id: number
    }
    readonly answer: {
      readonly items: readonly MediaUse[]
      /** How many more there are, that are others’ or too many to name. */
      readonly hidden: number
    }
  }
  /** All menus */
  'GET /navigation': {
    readonly answer: {
      readonly items: readonly MenuItem[]
    }
  }
  /** List addresses that are not found */
  'GET /not-found': {
    readonly query?: {
      /** Those too that only machines ask for. */
      readonly noise?: 'true' | 'false' | undefined
      /** Those that are ignored, instead of the others. */
      readonly ignored?: 'true' | 'false' | undefined
      /** Whether to look for pages like them. */
      readonly suggest?: 'true' | 'false' | undefined
      readonly order?: 'hits' | 'recent' | undefined
      readonly limit?: number | undefined
    }
    readonly answer: {
      readonly items: readonly NotFound[]
    }
  }
  /** List pages, newest first unless sorted otherwise */
  'GET /pages': {
    readonly query?: {
      readonly limit?: number | undefined
      /** From `next` of the page before. */
      readonly cursor?: string | undefined
      readonly sort?: '-created' | 'created' | '-changed' | 'changed' | '-published' | 'published' | 'title' | '-title' | undefined
      readonly status?: 'draft' | 'scheduled' | 'published' | 'unpublished' | undefined
      readonly tag?: string | undefined
      readonly author?: string | undefined
      readonly slug?: string | undefined
      readonly q?: string | undefined
      readonly deleted?: 'true' | 'false' | undefined
    }
    readonly answer: {
      readonly items: readonly Post[]
      readonly next: string | null
    }
  }
  /** Read a page */
  'GET /pages/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly answer: Post
  }
  /** List posts, newest first unless sorted otherwise */
  'GET /posts': {
    readonly query?: {
      readonly limit?: number | undefined
      /** From `next` of the page before. */
      readonly cursor?: string | undefined
      readonly sort?: '-created' | 'created' | '-changed' | 'changed' | '-published' | 'published' | 'title' | '-title' | undefined
      readonly status?: 'draft' | 'scheduled' | 'published' | 'unpublished' | undefined
      readonly tag?: string | undefined
      readonly author?: string | undefined
      readonly slug?: string | undefined
      readonly q?: string | undefined
      readonly deleted?: 'true' | 'false' | undefined
    }
    readonly answer: {
      readonly items: readonly Post[]
      readonly next: string | null
    }
  }
  /** Wait until what a write changed is served, and say which pages that were */
  'GET /posts/live/{epoch}': {
    readonly path: {
      readonly epoch: string
    }
    readonly answer: {
      readonly at: string | null
      readonly pages: readonly ({
        readonly url: string
        readonly why: string
      })[]
    }
  }
  /** Read a post */
  'GET /posts/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly answer: Post
  }
  /** Read what was typed and not saved */
  'GET /posts/{id}/autosave': {
    readonly path: {
      readonly id: number
    }
    readonly answer: {
      readonly autosave: Autosave
    }
  }
  /** List earlier versions, newest first */
  'GET /posts/{id}/revisions': {
    readonly path: {
      readonly id: number
    }
    readonly answer: {
      readonly items: readonly RevisionHead[]
    }
  }
  /** Read an earlier version */
  'GET /posts/{id}/revisions/{version}': {
    readonly path: {
      readonly id: number
      readonly version: number
    }
    readonly answer: Revision
  }
  /** List redirects */
  'GET /redirects': {
    readonly query?: {
      readonly limit?: number | undefined
      /** From `next` of the page before. */
      readonly cursor?: string | undefined
      /** A part of the source, the target, or the title of the post that it follows. */
      readonly q?: string | undefined
      readonly status?: 301 | 302 | 307 | 308 | 410 | undefined
    }
    readonly answer: {
      readonly items: readonly ListedRedirect[]
      readonly next: string | null
    }
  }
  /** All redirects as a CSV file, which can be imported again */
  'GET /redirects/export': {
    readonly answer: string
  }
  /** Say what an address answers, and where that leads */
  'GET /redirects/test': {
    readonly query: {
      readonly path: string
    }
    readonly answer: RedirectTrial
  }
  /** Read a redirect */
  'GET /redirects/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly answer: Redirect
  }
  /** All settings */
  'GET /settings': {
    readonly answer: Settings
  }
  /** How much is uploaded */
  'GET /settings/media-usage': {
    readonly answer: MediaUsage
  }
  /** What another pattern of addresses would do */
  'GET /settings/permalink': {
    readonly query: {
      readonly pattern: string
    }
    readonly answer: PermalinkMove
  }
  /** Views by day, the pages that are read most, and the sites that lead to them */
  'GET /statistics': {
    readonly query?: {
      /** Up to today. */
      readonly days?: number | undefined
      /** Of pages and of referrers. */
      readonly limit?: number | undefined
    }
    readonly answer: Statistics
  }
  /** All views of some posts and pages since they are counted */
  'GET /statistics/posts': {
    readonly query: {
      readonly ids: string
    }
    readonly answer: {
      readonly items: readonly ({
        readonly id: number
        readonly views: number
      })[]
    }
  }
  /** Versions, sizes, settings in effect, and what may be wrong */
  'GET /system': {
    readonly answer: System
  }
  /** List tags */
  'GET /tags': {
    readonly query?: {
      readonly limit?: number | undefined
      /** From `next` of the page before. */
      readonly cursor?: string | undefined
      /** A part of the name or slug. */
      readonly q?: string | undefined
      readonly sort?: '-created' | 'created' | 'name' | '-name' | '-posts' | 'posts' | undefined
    }
    readonly answer: {
      readonly items: readonly ListedTag[]
      readonly next: string | null
    }
  }
  /** Read a tag */
  'GET /tags/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly answer: Tag
  }
  /** List accounts */
  'GET /users': {
    readonly answer: {
      readonly items: readonly User[]
    }
  }
  /** List webhooks */
  'GET /webhooks': {
    readonly answer: {
      readonly items: readonly Webhook[]
    }
  }
  /** Read a webhook, with what came of the last thirty days */
  'GET /webhooks/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly answer: WebhookWithDays
  }
  /** What was sent in the last thirty days, newest first */
  'GET /webhooks/{id}/deliveries': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      readonly limit?: number | undefined
      /** From `next` of the page before. */
      readonly cursor?: string | undefined
      readonly status?: 'waiting' | 'delivered' | 'failed' | undefined
    }
    readonly answer: {
      readonly items: readonly WebhookDelivery[]
      readonly next: string | null
    }
  }
  /** Read a delivery: what was sent, and what came back */
  'GET /webhooks/{id}/deliveries/{delivery}': {
    readonly path: {
      readonly id: number
      readonly delivery: number
    }
    readonly answer: WebhookDeliveryWithBody
  }
  /** Change an author */
  'PATCH /authors/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly body: {
      readonly slug?: string | undefined
      readonly name?: string | undefined
      readonly bio?: string | undefined
      readonly avatarUrl?: string | null | undefined
      readonly websiteUrl?: string | null | undefined
    }
    readonly answer: Author
  }
  /** Change its name or description */
  'PATCH /media/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly body: {
      readonly alt?: string | undefined
      readonly fileName?: string | undefined
    }
    readonly answer: Media
  }
  /** Change a page */
  'PATCH /pages/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    /** The version that the change began from, as in the ETag: "7". */
    readonly ifMatch?: string | undefined
    readonly body: PostPatch
    readonly answer: Post
  }
  /** Change a post */
  'PATCH /posts/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    /** The version that the change began from, as in the ETag: "7". */
    readonly ifMatch?: string | undefined
    readonly body: PostPatch
    readonly answer: Post
  }
  /** Change a redirect */
  'PATCH /redirects/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly body: {
      readonly source?: string | undefined
      readonly target?: string | null | undefined
      readonly postId?: number | null | undefined
      readonly status?: 301 | 302 | 307 | 308 | 410 | undefined
    }
    readonly answer: Redirect
  }
  /** Change settings */
  'PATCH /settings': {
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly body: {
      readonly title?: string | undefined
      readonly description?: string | undefined
      readonly locale?: string | undefined
      readonly timeZone?: string | undefined
      readonly postsPerPage?: number | undefined
      readonly permalink?: string | undefined
      readonly formerPermalinks?: readonly string[] | undefined
      readonly accent?: string | undefined
      readonly fonts?: 'mixed' | 'serif' | 'sans' | 'mono' | undefined
      readonly columnWidth?: 'narrow' | 'normal' | 'wide' | undefined
      readonly headerLayout?: 'line' | 'stacked' | 'centred' | undefined
      readonly homeLayout?: 'list' | 'cards' | undefined
      readonly customCss?: string | undefined
      readonly headCode?: string | undefined
      readonly footCode?: string | undefined
      readonly footer?: string | undefined
      readonly feedLength?: number | undefined
      readonly feedText?: 'full' | 'excerpt' | undefined
      readonly feedFooter?: string | undefined
      readonly searchEngines?: boolean | undefined
      readonly aiTraining?: boolean | undefined
      readonly aiAnswers?: boolean | undefined
      readonly robotsLines?: string | undefined
      readonly logoUrl?: string | null | undefined
      readonly socialImageUrl?: string | null | undefined
    }
    readonly answer: Settings
  }
  /** Change a tag */
  'PATCH /tags/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly body: {
      readonly slug?: string | undefined
      readonly name?: string | undefined
      readonly description?: string | undefined
    }
    readonly answer: Tag
  }
  /** Change a name or role; a change of role signs them out */
  'PATCH /users/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly body: {
      readonly name?: string | undefined
      readonly role?: 'owner' | 'admin' | 'editor' | 'author' | 'contributor' | undefined
    }
    readonly answer: User
  }
  /** Change a webhook, pause or resume it */
  'PATCH /webhooks/{id}': {
    readonly path: {
      readonly id: number
    }
    readonly body: WebhookPatch
    readonly answer: Webhook
  }
  /** Create an author */
  'POST /authors': {
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    /** Sent again with the same key within a day, the first answer comes again and nothing is made twice. */
    readonly idempotencyKey?: string | undefined
    readonly body: AuthorInput
    readonly answer: Author
  }
  /** Compare stored pages with fresh renders */
  'POST /cache/audit': {
    readonly query?: {
      readonly sample?: number | undefined
    }
    readonly answer: {
      readonly checked: number
      readonly wrong: readonly AuditFinding[]
      readonly ms: number
    }
  }
  /** Answers once everything committed before it is served */
  'POST /cache/flush': {
    readonly answer: FlushReport
  }
  /** Withdraw pages and render them anew */
  'POST /cache/purge': {
    readonly body?: {
      readonly urls?: readonly string[] | undefined
    }
    readonly answer: {
      readonly withdrawn: number
    }
  }
  /** Plan events once more, and render all that they reach; what is right stays as it is */
  'POST /cache/replays': {
    readonly body: {
      readonly from: number
      /** The last one; `from` alone unless said. */
      readonly to?: number | undefined
    }
    readonly answer: CacheReplay
  }
  /** Render every page anew */
  'POST /cache/warm': {
    readonly answer: FlushReport
  }
  /** Create an API key */
  'POST /keys': {
    readonly body: ApiKeyInput
    readonly answer: ApiKey & {
      readonly key: string
    }
  }
  /** Make a key that takes the place of this one */
  'POST /keys/{id}/rotation': {
    readonly path: {
      readonly id: number
    }
    readonly body?: {
      /** How long the old one counts; 0 unless said. */
      readonly graceHours?: number | undefined
    }
    readonly answer: ApiKey & {
      readonly key: string
    }
  }
  /** Upload a file */
  'POST /media': {
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    /** Sent again with the same key within a day, the first answer comes again and nothing is made twice. */
    readonly idempotencyKey?: string | undefined
    readonly body: FormData
    readonly answer: Media
  }
  /** Delete several files; those in use, and those of others, stay */
  'POST /media/deletions': {
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    /** Sent again with the same key within a day, the first answer comes again and nothing is made twice. */
    readonly idempotencyKey?: string | undefined
    readonly body: {
      readonly ids: readonly number[]
    }
    readonly answer: {
      readonly deleted: number
      readonly kept: readonly ({
        readonly id: number
        readonly fileName: string
        readonly reason: string
      })[]
    }
  }
  /** Create a page */
  'POST /pages': {
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    /** Sent again with the same key within a day, the first answer comes again and nothing is made twice. */
    readonly idempotencyKey?: string | undefined
    readonly body: PostInput
    readonly answer: Post
  }
  /** Publish, unpublish, tag, delete or restore several pages */
  'POST /pages/bulk': {
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    /** Sent again with the same key within a day, the first answer comes again and nothing is made twice. */
    readonly idempotencyKey?: string | undefined
    readonly body: PostsBulkInput
    readonly answer: PostsBulk
  }
  /** Create a post */
  'POST /posts': {
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    /** Sent again with the same key within a day, the first answer comes again and nothing is made twice. */
    readonly idempotencyKey?: string | undefined
    readonly body: PostInput
    readonly answer: Post
  }
  /** Publish, unpublish, tag, delete or restore several posts */
  'POST /posts/bulk': {
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    /** Sent again with the same key within a day, the first answer comes again and nothing is made twice. */
    readonly idempotencyKey?: string | undefined
    readonly body: PostsBulkInput
    readonly answer: PostsBulk
  }
  /** Render Markdown as the site does; nothing is kept */
  'POST /posts/render': {
    readonly body: {
      readonly markdown: string
    }
    readonly answer: {
      readonly html: string
      readonly wordCount: number
      readonly readingMinutes: number
      readonly excerpt: string
    }
  }
  /** Make a link by which anybody can see it before it is published */
  'POST /posts/{id}/preview-links': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    /** Sent again with the same key within a day, the first answer comes again and nothing is made twice. */
    readonly idempotencyKey?: string | undefined
    readonly answer: {
      readonly url: string
      readonly expiresAt: string
    }
  }
  /** Create a redirect */
  'POST /redirects': {
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    /** Sent again with the same key within a day, the first answer comes again and nothing is made twice. */
    readonly idempotencyKey?: string | undefined
    readonly body: RedirectInput
    readonly answer: Redirect
  }
  /** Delete several redirects */
  'POST /redirects/deletions': {
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    /** Sent again with the same key within a day, the first answer comes again and nothing is made twice. */
    readonly idempotencyKey?: string | undefined
    readonly body: {
      readonly ids: readonly number[]
    }
    readonly answer: {
      readonly deleted: number
    }
  }
  /** Bring in a file of redirects: all of it, or nothing */
  'POST /redirects/import': {
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    /** Sent again with the same key within a day, the first answer comes again and nothing is made twice. */
    readonly idempotencyKey?: string | undefined
    readonly body: {
      readonly text: string
    }
    readonly answer: RedirectImport
  }
  /** Create a tag */
  'POST /tags': {
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    /** Sent again with the same key within a day, the first answer comes again and nothing is made twice. */
    readonly idempotencyKey?: string | undefined
    readonly body: TagInput
    readonly answer: Tag
  }
  /** Give its posts another tag instead, and send its address there */
  'POST /tags/{id}/merge': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    /** Sent again with the same key within a day, the first answer comes again and nothing is made twice. */
    readonly idempotencyKey?: string | undefined
    readonly body: {
      readonly into: number
    }
    readonly answer: Tag
  }
  /** Make a link by which somebody makes an account */
  'POST /users/invitations': {
    readonly body: {
      readonly email: string
      readonly role: 'owner' | 'admin' | 'editor' | 'author' | 'contributor'
    }
    readonly answer: {
      readonly url: string
    }
  }
  /** Create a webhook */
  'POST /webhooks': {
    readonly body: WebhookInput
    readonly answer: Webhook & {
      /** `whsec_…`, for verifying signatures. It is shown this once. */
      readonly secret: string
    }
  }
  /** Send it again, with the same id; answers with what came of it */
  'POST /webhooks/{id}/deliveries/{delivery}/replay': {
    readonly path: {
      readonly id: number
      readonly delivery: number
    }
    readonly answer: WebhookDeliveryWithBody
  }
  /** Make a new secret; the one from before signs beside it for a day */
  'POST /webhooks/{id}/secret': {
    readonly path: {
      readonly id: number
    }
    readonly answer: {
      /** `whsec_…`, for verifying signatures. It is shown this once. */
      readonly secret: string
      readonly previousSecretUntil: string
    }
  }
  /** Send a test, also while it is paused; answers with what came of it */
  'POST /webhooks/{id}/test': {
    readonly path: {
      readonly id: number
    }
    readonly answer: WebhookDeliveryWithBody
  }
  /** Run a job again now */
  'PUT /jobs/{id}/retry': {
    readonly path: {
      readonly id: string
    }
    readonly answer: undefined
  }
  /** Put another file in its place, wherever it is shown */
  'PUT /media/{id}/file': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly body: FormData
    readonly answer: Media
  }
  /** Replace a menu */
  'PUT /navigation/{menu}': {
    readonly path: {
      readonly menu: string
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly body: {
      readonly items: readonly ({
        readonly label: string
        readonly url?: string | null | undefined
        readonly postId?: number | null | undefined
      })[]
    }
    readonly answer: {
      readonly items: readonly MenuItem[]
    }
  }
  /** Never list an address again */
  'PUT /not-found/{id}/ignored': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly answer: undefined
  }
  /** Publish now, or at a date to come */
  'PUT /pages/{id}/publication': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly body?: {
      readonly publishedAt?: string | undefined
    }
    readonly answer: Post
  }
  /** Take it out of the bin */
  'PUT /pages/{id}/restoration': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly answer: Post
  }
  /** Keep what is typed, without saving it */
  'PUT /posts/{id}/autosave': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly body: AutosaveInput
    readonly answer: undefined
  }
  /** Publish now, or at a date to come */
  'PUT /posts/{id}/publication': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly body?: {
      readonly publishedAt?: string | undefined
    }
    readonly answer: Post
  }
  /** Take it out of the bin */
  'PUT /posts/{id}/restoration': {
    readonly path: {
      readonly id: number
    }
    readonly query?: {
      /** With `true` nothing is written; the answer (200) lists the pages that would change, and why. */
      readonly dryRun?: 'true' | 'false' | undefined
    }
    readonly answer: Post
  }
}
