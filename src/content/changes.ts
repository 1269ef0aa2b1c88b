/** What a batch of events means for the pages of the site. One of these follows the content for as long as the server runs. */
import { type PendingEvent, type Snapshot, Touches } from '../cache/index.ts'
import { movesEverything, readAppearing } from './appearing.ts'
import { type Inventory, readInventory } from './inventory.ts'
import { Places, placedRanks, readMoves } from './places.ts'
import { countedRanks, type Ranks } from './ranks.ts'
import type { SnapshotTransaction } from './reading.ts'
import { grossTouches, isShapeless, netTouches, postsIn } from './touches.ts'

export interface ContentChanges {
  readonly net: Touches
  readonly gross: Touches
  /** What may have come to exist; undefined: nothing. */
  readonly appearing: Inventory | undefined
  /** From now on the state that the events led to is the one that the next events start from. */
  accept(): void
}

export class ChangeReader {
  #places: Places | undefined
  /** The newest snapshot that the places are known to be those of. */
  #snapshot: Snapshot | undefined
  #isDoubted = false

  /** The lists as the snapshot has them: at hand when what it sees has been accepted and nothing newer, else counted. */
  ranks(tx: SnapshotTransaction, snapshot: Snapshot): Ranks {
    return placedRanks(() => (this.#snapshot === snapshot ? this.#places : undefined), countedRanks(tx))
  }

  /** The places are read anew with the next events, or when there are none. */
  doubt(): void {
    this.#isDoubted = true
  }

  /**
   * Reads what the events change, from the state accepted last to the one that the snapshot sees. Before anything was
   * accepted, and when the events do not say what they did, everything is touched.
   */
  async read(tx: SnapshotTransaction, snapshot: Snapshot, events: readonly PendingEvent[]): Promise<ContentChanges> {
    const places = this.#places
    if (!places || isShapeless(events)) return this.#everything(tx, snapshot, events)
    const moves = await readMoves(tx, postsIn(events))
    const net = netTouches(events, places, moves)
    const gross = grossTouches(events, places, moves)
    const appearing = movesEverything(net) ? await readInventory(tx) : await readAppearing(tx, net, places, moves)
    const reread = this.#isDoubted ? await Places.load(tx) : undefined
    const accept = () => {
      places.apply(moves)
      if (this.#advance(snapshot) && reread) this.#replace(reread)
    }
    return { net, gross, appearing, accept }
  }

  async #everything(
    tx: SnapshotTransaction,
    snapshot: Snapshot,
    events: readonly PendingEvent[],
  ): Promise<ContentChanges> {
    const places = await Places.load(tx)
    const touches = new Touches()
    touches.everything = events.length > 0
    const appearing = events.length > 0 ? await readInventory(tx) : undefined
    const accept = () => {
      if (this.#advance(snapshot)) this.#replace(places)
    }
    return { net: touches, gross: touches, appearing, accept }
  }

  #replace(places: Places): void {
    this.#places = places
    this.#isDoubted = false
  }

  /** Whether the snapshot is the newest. An older one has nothing new, and is not what the places are of. */
  #advance(snapshot: Snapshot): boolean {
    const isNewest = !this.#snapshot || this.#snapshot.isWithin(snapshot)
    if (isNewest) this.#snapshot = snapshot
    return isNewest
  }
}
