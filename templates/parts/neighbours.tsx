import type { FC } from 'hono/jsx'
import type { LinkView, Words } from '../types.ts'

interface NeighboursProps {
  readonly older: LinkView | null
  readonly newer: LinkView | null
  readonly words: Words
}

export const Neighbours: FC<NeighboursProps> = ({ older, newer, words }) =>
  older || newer ? (
    <nav class="neighbours" aria-label={words('neighbours')}>
      {older && <Neighbour link={older} side="prev" label={words('previous')} />}
      {newer && <Neighbour link={newer} side="next" label={words('next')} />}
    </nav>
  ) : null

const Neighbour: FC<{ link: LinkView; side: 'prev' | 'next'; label: string }> = ({ link, side, label }) => (
  <a class={side} rel={side} href={link.path}>
    <span class="label">{label}</span>
    <span>{link.text}</span>
  </a>
)
