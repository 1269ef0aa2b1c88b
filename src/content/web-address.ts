/** Addresses that pages may load from or link to: of the web, or a path of this site. Never `javascript:` or `data:`. */
export const WEB_ADDRESS = /^(?:https?:\/\/[^\s/]|\/(?!\/))/

export const WEB_ADDRESS_RULE = 'must begin with https:// or /'
