import { POLICY_OF_ALL_PAGES } from '../content/index.ts'

/** Pages run no script but the site's own, whatever their text holds. Pictures may be anywhere. */
export const PAGE_POLICY = `default-src 'self'; img-src * data:; media-src *; style-src 'self' 'unsafe-inline'; ${POLICY_OF_ALL_PAGES}; form-action 'self'`
