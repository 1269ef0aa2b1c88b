import type { FC } from 'hono/jsx'
import type { LinkView } from '../types.ts'

interface NeighboursProps {
  readonly older: LinkView | null
  readonly newer: LinkView | null
}

export const Neighbours: FC<NeighboursProps> = ({ older, newer }) =>
  older || newer ? (
    <nav class="neighbours" aria-label="Previous and next post">
      {older && <Neighbour link={older} side="prev" label="Previous" />}
      {newer && <Neighbour link={newer} side="next" label="Next" />}
    </nav>
  ) : null

const Neighbour: FC<{ link: LinkView; side: 'prev' | 'next'; label: string }> = ({ link, side, label }) => (
  <a class={side} rel={side} href={link.path}>
    <span class="label">{label}</span>
    <span>{link.text}</span>
  </a>
)
