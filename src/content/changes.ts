/** What a batch of events means for the pages of the site. One of these follows the content for as long as the server runs. */
import { type PendingEvent, Touches } from '../cache/index.ts'
import { movesEverything, readAppearing } from './appearing.ts'
import { type Inventory, readInventory } from './inventory.ts'
import { Places, readMoves } from './places.ts'
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

  /**
   * Reads what the events change, from the state accepted last to the one that the snapshot sees. Before anything was
   * accepted, and when the events do not say what they did, everything is touched.
   */
  async read(tx: SnapshotTransaction, events: readonly PendingEvent[]): Promise<ContentChanges> {
    const places = this.#places
    if (!places || isShapeless(events)) return this.#everything(tx, events)
    const moves = await readMoves(tx, postsIn(events))
    const net = netTouches(events, places, moves)
    const gross = grossTouches(events, places, moves)
    const appearing = movesEverything(net) ? await readInventory(tx) : await readAppearing(tx, net, places, moves)
    return { net, gross, appearing, accept: () => places.apply(moves) }
  }

  async #everything(tx: SnapshotTransaction, events: readonly PendingEvent[]): Promise<ContentChanges> {
    const places = await Places.load(tx)
    const touches = new Touches()
    touches.everything = events.length > 0
    const appearing = events.length > 0 ? await readInventory(tx) : undefined
    return { net: touches, gross: touches, appearing, accept: () => (this.#places = places) }
  }
}
