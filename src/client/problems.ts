/** What a client's caller has to reckon with. */

export interface ProblemDocument {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly instance?: string
  readonly errors?: readonly { readonly field: string; readonly message: string }[]
  /** More, by kind: of a conflict the version that is stored now, under `current`. */
  readonly [name: string]: unknown
}

/** The server refused; its message is a sentence for people. An RFC 9457 problem document says the rest. */
export class HearthProblem extends Error {
  override readonly name = 'HearthProblem'
  readonly problem: ProblemDocument
  /** After a 429: how long to wait. */
  readonly retryAfterS: number | undefined

  constructor(problem: ProblemDocument, retryAfterS?: number) {
    super(problem.detail)
    this.problem = problem
    this.retryAfterS = retryAfterS
  }

  static async from(response: Response): Promise<HearthProblem> {
    const { status } = response
    const retryAfterS = Number(response.headers.get('retry-after') ?? Number.NaN)
    const sent: unknown = await response.json().catch(() => undefined)
    // A proxy in between answers in its own words.
    const problem = isProblem(sent)
      ? sent
      : { type: 'about:blank', title: response.statusText, status, detail: `The server answered ${status}.` }
    return new HearthProblem(problem, Number.isNaN(retryAfterS) ? undefined : retryAfterS)
  }

  get status(): number {
    return this.problem.status
  }

  /** `not-found`, `version-conflict`, `invalid` …: for telling problems of one status apart. */
  get code(): string {
    return this.problem.type.split(':').at(-1) ?? ''
  }

  /** The fields that are to blame. */
  get errors(): readonly { readonly field: string; readonly message: string }[] {
    return this.problem.errors ?? []
  }
}

/** Nothing came back: no server there, the connection broke, or it took too long. */
export class HearthUnreachable extends Error {
  override readonly name = 'HearthUnreachable'
  readonly url: string

  constructor(url: string, cause: unknown) {
    super(`No answer from ${url}.`, { cause })
    this.url = url
  }
}

function isProblem(value: unknown): value is ProblemDocument {
  return typeof value === 'object' && value !== null && 'detail' in value && 'status' in value && 'type' in value
}
