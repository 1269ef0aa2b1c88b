/**
 * The connections of the server, and their end. Node counts one on which nothing was asked yet as busy, as browsers open
 * them ahead, and keeps one whose answer is out while the server closes; a stop would wait for both.
 */
import type { Server } from 'node:http'
import type { Socket } from 'node:net'

export class Connections {
  readonly #http: Server
  /** How many answers are under way on each. */
  readonly #underWay = new Map<Socket, number>()
  #isDraining = false

  /** Knows the connections that are opened from now on. */
  constructor(http: Server) {
    this.#http = http
    http.on('connection', (socket) => {
      this.#underWay.set(socket, 0)
      socket.once('close', () => this.#underWay.delete(socket))
    })
    http.on('request', ({ socket }, response) => {
      this.#count(socket, 1)
      response.once('close', () => {
        this.#count(socket, -1)
        if (this.#isDraining) this.#endIdle()
      })
    })
  }

  /** Takes no new connections, lets answers that are under way go out whole, and cuts off what is open after the limit. */
  async drain(limitMs: number): Promise<void> {
    this.#isDraining = true
    const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()))
    this.#endIdle()
    const timer = setTimeout(() => this.#http.closeAllConnections(), limitMs)
    await closed
    clearTimeout(timer)
  }

  #count(socket: Socket, change: 1 | -1): void {
    const before = this.#underWay.get(socket)
    if (before !== undefined) this.#underWay.set(socket, before + change)
  }

  #endIdle(): void {
    for (const [socket, answers] of this.#underWay) if (answers === 0) socket.destroySoon()
  }
}
