/**
 * Where webhooks may lead: to public addresses only, unless the operator allows others, so that nobody can have this
 * server ask things of the network it stands in (server-side request forgery).
 *
 * A name is looked up when the connection is made, and the connection goes to the addresses that were checked: one that
 * answers differently the second time (DNS rebinding) gains nothing.
 */
import { lookup as systemLookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** The receiver's address is one that must not be called; the message says why. */
export class ForbiddenAddressError extends Error {
  readonly code = 'forbidden-address'
}

/** IPv4 that is not for everyone: the special-purpose registry of the IANA (RFC 6890 and later), multicast, reserved. */
const FORBIDDEN_IPV4 = blockList('ipv4', [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24'],
  ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
])

/** Of IPv6 only global unicast is for everyone (RFC 4291), and of that not what carries or stands for other addresses. */
const GLOBAL_IPV6 = blockList('ipv6', ['2000::/3'])
const FORBIDDEN_IPV6 = blockList('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'])

/** IPv6 that stands for an IPv4 address: mapped (RFC 4291), translated (RFC 6052). */
const MAPPED = blockList('ipv6', ['::ffff:0:0/96'])
const TRANSLATED = blockList('ipv6', ['64:ff9b::/96'])

export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 4) return !FORBIDDEN_IPV4.check(address)
  // One with a zone is of this machine's links.
  if (version !== 6 || address.includes('%')) return false
  if (MAPPED.check(address, 'ipv6') || TRANSLATED.check(address, 'ipv6'))
    return !FORBIDDEN_IPV4.check(lastIpv4(address))
  return GLOBAL_IPV6.check(address, 'ipv6') && !FORBIDDEN_IPV6.check(address, 'ipv6')
}

const MAX_URL_LENGTH = 2000

/** What is wrong with an address that somebody typed; undefined: nothing that can be seen before it is looked up. */
export function addressProblem(text: string, allowPrivate: boolean): string | undefined {
  if (text.length > MAX_URL_LENGTH) return `must have at most ${MAX_URL_LENGTH} characters`
  if (!URL.canParse(text)) return 'must be an address such as https://example.com/hook'
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https:// or http://'
  if (url.username || url.password) return 'must have no user name or password'
  if (allowPrivate) return undefined
  const host = hostOf(url)
  const isLocal = host === 'localhost' || host.endsWith('.localhost')
  if (isLocal || (isIP(host) !== 0 && !isPublicAddress(host)))
    return 'leads into a private network; who runs this server can allow that (WEBHOOKS_ALLOW_PRIVATE)'
  return undefined
}

/** The name or IP address of a URL, which writes IPv4 in any notation as four numbers, and IPv6 in brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
}

/** Looks up a name, and fails when one of its addresses is not public: connections then go to what was checked. */
export function publicLookup(resolve: typeof systemLookup = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '')
      const forbidden = addresses.find(({ address }) => !isPublicAddress(address))
      const [first] = addresses
      if (forbidden || !first)
        return callback(
          new ForbiddenAddressError(`${hostname} leads into a private network (${forbidden?.address}).`),
          '',
        )
      if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

/** The four numbers that are the last 32 bits of an IPv6 address. */
function lastIpv4(address: string): string {
  // As URLs write it: without the dotted form, and with `::` where zeros are.
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1)
  const groups = canonical.split(':').slice(-2)
  const [high = 0, low = 0] = groups.map((group) => Number.parseInt(group || '0', 16))
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

function blockList(family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [network = '', prefix] = range.split('/')
    list.addSubnet(network, Number(prefix), family)
  }
  return list
}
