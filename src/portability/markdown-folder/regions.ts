/**
 * Where the pieces of a Markdown document stand. marked says what a piece is, but not where: a token's text has lost the
 * marks of the quotes and lists around it. What such containers take away stands at the beginning of lines, so a place is
 * found again by its line and its distance from that line's end; whoever uses it checks that the text there is the same.
 */
export class Region {
  readonly text: string
  readonly #toDocument: (offset: number) => number | undefined

  constructor(text: string, toDocument: (offset: number) => number | undefined) {
    this.text = text
    this.#toDocument = toDocument
  }

  /** Where an offset of this region is in the document; undefined when that cannot be told. */
  documentOffset(offset: number): number | undefined {
    return this.#toDocument(offset)
  }

  /** A part that has the same text. */
  part(start: number, length: number): Region {
    return new Region(this.text.slice(start, start + length), (offset) => this.#toDocument(start + offset))
  }

  /**
   * What stands in a container: the same lines, each without its beginning.
   * @param skippedLines lines that the content has and the container has not
   */
  content(text: string, skippedLines = 0): Region {
    const start = skippedLines === 0 ? this.text.indexOf(text) : -1
    if (start >= 0) return this.part(start, text.length)
    const inner = linesOf(text)
    const outer = linesOf(this.text)
    return new Region(text, (offset) => {
      const index = lineAt(inner, offset)
      const from = inner[index]
      const to = outer[index - skippedLines]
      if (!from || !to) return undefined
      const rest = from.text.slice(offset - from.start)
      // The end of a container is trimmed by marked.
      for (const [line, end] of [
        [to.text, rest],
        [to.text.trimEnd(), rest.trimEnd()],
      ] as const) {
        if (line.endsWith(end)) return this.#toDocument(to.start + line.length - end.length)
      }
      return undefined
    })
  }
}

interface Line {
  readonly start: number
  readonly text: string
}

function linesOf(text: string): Line[] {
  let start = 0
  return text.split('\n').map((line) => {
    const found = { start, text: line }
    start += line.length + 1
    return found
  })
}

/** By halving, for documents of many thousand lines. */
function lineAt(lines: readonly Line[], offset: number): number {
  let low = 0
  let high = lines.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((lines[middle]?.start ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
