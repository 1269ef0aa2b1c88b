/** What somebody set going that takes a while: how far it is, how it is stopped, and what came of the last ones. */

export type ActionKind = 'flush' | 'warm' | 'purge' | 'audit' | 'replay'

export interface RunningAction {
  readonly id: number
  readonly kind: ActionKind
  /** Who; `start`: the server itself. */
  readonly actor: string
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly done: number
  /** Pages; 0 when that is not known yet. */
  readonly total: number
  readonly mayCancel: boolean
}

export interface FinishedAction extends Pick<RunningAction, 'id' | 'kind' | 'actor' | 'startedAt'> {
  readonly ms: number
  readonly outcome: 'done' | 'cancelled' | 'failed'
  /** `rendered`, `wrong`, `withdrawn` …: what there is to say of its kind. */
  readonly counts: Readonly<Record<string, number>>
}

/** For the work to say how far it is, and to see whether it is to stop. */
export class Action {
  readonly #abort = new AbortController()
  readonly mayCancel: boolean
  total = 0
  /** How many of `total` are done; asked when somebody looks. */
  done: () => number = () => 0

  constructor(mayCancel: boolean) {
    this.mayCancel = mayCancel
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  cancel(): void {
    this.#abort.abort()
  }
}

const MAX_REMEMBERED = 5

export class ActionLog {
  readonly #running = new Map<
    number,
    { action: Action; head: Pick<RunningAction, 'id' | 'kind' | 'actor' | 'startedAt'> }
  >()
  #finished: FinishedAction[] = []
  #lastId = 0

  /** @param counts what to remember of its result */
  async run<T>(
    kind: ActionKind,
    actor: string,
    mayCancel: boolean,
    work: (action: Action) => Promise<T>,
    counts: (result: T) => Record<string, number>,
  ): Promise<T> {
    const head = { id: ++this.#lastId, kind, actor, startedAt: Date.now() }
    const action = new Action(mayCancel)
    this.#running.set(head.id, { action, head })
    const finish = (outcome: FinishedAction['outcome'], counts: Record<string, number>) => {
      const finished = { ...head, ms: Date.now() - head.startedAt, outcome, counts }
      this.#finished = [finished, ...this.#finished].slice(0, MAX_REMEMBERED)
    }
    try {
      const result = await work(action)
      finish(action.signal.aborted ? 'cancelled' : 'done', counts(result))
      return result
    } catch (error) {
      finish('failed', {})
      throw error
    } finally {
      this.#running.delete(head.id)
    }
  }

  running(): RunningAction[] {
    return [...this.#running.values()].map(({ action, head }) => {
      const { total, mayCancel } = action
      return {
        ...head,
        done: Math.max(0, Math.min(total, action.done())),
        total,
        mayCancel: mayCancel && !action.signal.aborted,
      }
    })
  }

  /** The last few, the newest first. */
  finished(): readonly FinishedAction[] {
    return this.#finished
  }

  /** `unknown`: there is none that runs; `fixed`: it has to come to its end. */
  cancel(id: number): 'cancelled' | 'fixed' | 'unknown' {
    const action = this.#running.get(id)?.action
    if (!action) return 'unknown'
    if (!action.mayCancel) return 'fixed'
    action.cancel()
    return 'cancelled'
  }
}
