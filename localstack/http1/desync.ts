import type { Framing } from './body.ts'
import type { Fields } from './fields.ts'

/** The framing of a request's body and its ambiguity; or the status that rejects it. */
export type FramingVerdict = number | { framing: Framing; ambiguous: boolean }

interface Head {
  method: string
  target: string
  minor: 0 | 1
  fields: Fields
}

/**
 * Classifies a request as ALB's desync mitigation does and decides by the mode: severe is rejected; ambiguous goes
 * through in `defensive` and both connections are closed behind it; `strictest` takes only what is compliant.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#classification-reasons
 */
export function framingOf(head: Head, mode: string): FramingVerdict {
  const { fields, method, minor } = head
  const lengths = fields.all('content-length')
  const codings = fields.all('transfer-encoding')
  const length = lengths[0]
  // BadContentLength, MultipleContentLength
  if (length !== undefined && !/^\d{1,15}$/.test(length)) return 400
  if (lengths.some((other) => other !== length)) return 400
  // BadTransferEncoding, MultipleTransferEncodingChunked
  if (codings.length > 1) return 400
  const coding = codings[0]?.toLowerCase()
  if (coding !== undefined && !/^[a-z][a-z-]*$/.test(coding)) return 400
  if (coding !== undefined && coding !== 'chunked' && coding !== 'identity') return 501
  const disguised = hasDisguised(fields)
  // SuspiciousTeClPresent
  if (disguised && (coding !== undefined || length !== undefined)) return 400
  const chunked = coding === 'chunked'
  const bodiless = method === 'GET' || method === 'HEAD'
  const ambiguous =
    disguised ||
    lengths.length > 1 ||
    (coding !== undefined && (length !== undefined || minor === 0 || bodiless)) ||
    (bodiless && Number(length ?? 0) > 0) ||
    hasControl(head.target)
  if (mode === 'strictest' && (ambiguous || isMerelyAcceptable(head))) return 400
  return {
    framing: chunked ? 'chunked' : Number(length ?? 0),
    ambiguous: ambiguous && mode !== 'monitor',
  }
}

/** SuspiciousHeader: what becomes one of the two names when a server evens out names, as CGI does. */
function hasDisguised({ flat }: Fields): boolean {
  for (let index = 1; index < flat.length; index += 3) {
    const { length } = flat[index]!
    if (length !== 14 && length !== 17) continue
    const plain = flat[index]!.replaceAll(/[^a-z]/g, '-')
    if (plain === flat[index]) continue
    if (plain === 'content-length' || plain === 'transfer-encoding') return true
  }
  return false
}

/** AmbiguousUri */
// oxlint-disable-next-line no-control-regex
const hasControl = (target: string) => /[\x00-\x1f\x7f]/.test(target)

/** NonCompliantHeader, NonCompliantVersion, SpaceInUri, GetHeadZeroContentLength; and EmptyHeader, which is ambiguous on AWS too but common. */
function isMerelyAcceptable({ method, target, fields }: Head): boolean {
  if (target.includes(' ')) return true
  if ((method === 'GET' || method === 'HEAD') && fields.get('content-length') === '0') return true
  // oxlint-disable-next-line no-control-regex
  return fields.flat.some((text, index) => index % 3 === 2 && /[^\t\x20-\x7e]/.test(text))
}
