import type { FC } from 'hono/jsx'
import type { PermalinkMove } from '../../../src/client/index.ts'
import { Field } from '../parts.tsx'
import { fieldOf, SettingsFrame, type SettingsProps } from './frame.tsx'

interface Props extends SettingsProps {
  readonly timeZones: readonly string[]
  /** The languages that the pages speak themselves. */
  readonly spoken: string
  readonly locales: readonly { readonly tag: string; readonly name: string }[]
  /** This day as the settings write it. */
  readonly sample: string
  /** What the pattern in the form would do, if it was asked. */
  readonly move?: PermalinkMove | undefined
  readonly formerPermalinks: readonly string[]
}

export const PlaceSettings: FC<Props> = (props) => {
  const { values, errors, timeZones, spoken, locales, sample, move, formerPermalinks } = props
  const field = fieldOf({ values, errors })
  return (
    <SettingsFrame current="place" errors={errors}>
      <form method="post" class="settings-form">
        <fieldset class="card" data-date-sample>
          <legend>Language and time</legend>
          <Field
            label="Language"
            {...field('locale')}
            list="locales"
            autocomplete="off"
            spellcheck="false"
            hint={`Of what you write; dates are written in it. A tag such as en, de-AT or pt-BR. What the pages say themselves (“Older posts”) comes in ${spoken}; in other languages it is English.`}
          />
          <datalist id="locales">
            {locales.map(({ tag, name }) => (
              <option value={tag}>{name}</option>
            ))}
          </datalist>
          <Field
            label="Time zone"
            {...field('timeZone')}
            list="time-zones"
            autocomplete="off"
            spellcheck="false"
            hint="Posts are dated and scheduled, and months begin, in it."
          />
          <datalist id="time-zones">
            {timeZones.map((zone) => (
              <option value={zone}></option>
            ))}
          </datalist>
          <p class="sample" aria-live="polite">
            Now it is <strong data-sample>{sample}</strong>
          </p>
        </fieldset>
        <fieldset class="card">
          <legend>Addresses</legend>
          <Field
            label="Addresses of posts"
            {...field('permalink')}
            spellcheck="false"
            list="permalinks"
            hint="Made of words and {slug}, {yyyy}, {mm}, {dd}."
          />
          <datalist id="permalinks">
            {['/posts/{slug}', '/blog/{slug}', '/{yyyy}/{mm}/{slug}', '/{yyyy}/{mm}/{dd}/{slug}'].map((pattern) => (
              <option value={pattern}></option>
            ))}
          </datalist>
          {move && <Move move={move} />}
          <p>
            <button type="submit" name="action" value="try" class="quiet small">
              What would change?
            </button>
          </p>
          {formerPermalinks.length > 0 && <p class="hint">{`Redirecting already: ${formerPermalinks.join(', ')}`}</p>}
          <Field
            label="Posts on a page"
            {...field('postsPerPage')}
            type="number"
            min={1}
            max={100}
            hint="Of the archive, of tags and of authors. Another number moves posts to other pages of them."
          />
        </fieldset>
        <button type="submit">Save</button>
      </form>
    </SettingsFrame>
  )
}

const Move: FC<{ move: PermalinkMove }> = ({ move: { posts, examples } }) =>
  posts === 0 ? (
    <p class="notice">No address would change.</p>
  ) : (
    <div class="notice">
      <p>
        {`${posts.toLocaleString('en')} ${posts === 1 ? 'post gets another address; its old one redirects' : 'posts get other addresses; the old ones redirect'} for good (301). Every page that links to them is rendered anew. Nothing is saved yet.`}
      </p>
      <dl class="moves">
        {examples.map(({ from, to }) => (
          <div>
            <dt>{from}</dt>
            <dd>{to}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
