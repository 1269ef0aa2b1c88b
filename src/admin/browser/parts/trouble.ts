/** What the writer has to decide: two texts, or no session. */
import type { Post } from '../../../client/index.ts'
import { ask, element } from './dialog.ts'
import { differenceView } from './difference.ts'
import type { Fields } from './fields.ts'

/** Somebody else saved meanwhile: both texts are shown. */
export async function askWhose(theirs: Post, mine: Fields): Promise<'mine' | 'theirs' | undefined> {
  const choice = await ask(
    'Somebody else saved this meanwhile',
    [
      element('p', {}, [`Marked: what differs between their version (${theirs.version}) and yours.`]),
      differenceView(`${theirs.title}\n\n${theirs.markdown}`, `${mine.title}\n\n${mine.markdown}`),
    ],
    [
      { text: 'Go on writing', value: '' },
      { text: 'Take theirs', value: 'theirs' },
      { text: 'Keep mine', value: 'mine', isMain: true },
    ],
  )
  return choice === 'mine' || choice === 'theirs' ? choice : undefined
}

export async function askToSignIn(): Promise<void> {
  const choice = await ask(
    'You are signed out',
    [element('p', {}, ['What you typed is kept here. Sign in in another tab, come back, and save.'])],
    [
      { text: 'Later', value: '' },
      { text: 'Sign in', value: 'open', isMain: true },
    ],
  )
  if (choice === 'open') window.open('/admin/sign-in', '_blank')
}
