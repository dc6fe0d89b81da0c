import { BadInput } from './exit-codes.ts'
import { hint } from './nearest.ts'
import type { Answer } from './reach.ts'
import { hasAll } from './same.ts'
import type { AppService } from './services.ts'
import { fill, type Json, readTemplate, type Values } from './template.ts'

/** A GET request, and what its response must have. */
export interface Expectation {
  file: string
  /** The position in the file, `[0]`. */
  at: string
  path: string
  /** The name in `Host`, for a service whose rule has a host condition; default: that of the load balancer. */
  host?: string
  status: number
  headers?: Record<string, string>
  /** The whole body. */
  body?: string
  /** A part of the body. */
  contains?: string
  /** Members that the JSON of the body must have; it may have more. */
  json?: Json
}

/** The members of a request, with the types of their values. */
export const smokeMembers: Record<string, 'string' | 'number' | 'object'> = {
  path: 'string',
  host: 'string',
  status: 'number',
  headers: 'object',
  body: 'string',
  contains: 'string',
  json: 'object',
}

/** A name without scheme, port and wildcard. */
const hostName =
  /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i

/** Reads a service's `smoke.json`: a list of requests with the expected status, headers and body. */
export function readSmoke({ name }: AppService, values: Values): Expectation[] {
  const file = `${name}/smoke.json`
  const json = fill(readTemplate(file), values, file)
  if (!Array.isArray(json) || json.length === 0)
    throw new BadInput(`.aws/${file} must be a list of requests: [{ "path": "/", "status": 200 }]`)
  return json.map((item, index) => {
    const at = `[${index}]`
    check(item, at, file)
    return { ...(item as unknown as Expectation), file: `.aws/${file}`, at }
  })
}

function check(item: Json, at: string, file: string): void {
  if (item === null || typeof item !== 'object' || Array.isArray(item))
    throw new BadInput(`.aws/${file}: ${at} must be an object`)
  for (const [member, value] of Object.entries(item)) {
    const kind = smokeMembers[member]
    if (!kind)
      throw new BadInput(
        `.aws/${file}: unknown member ${at}.${member}: ${hint(member, Object.keys(smokeMembers), 'the members are')}`,
      )
    if (typeof value !== kind)
      throw new BadInput(`.aws/${file}: ${at}.${member} must be of type ${kind}`)
  }
  if (typeof item.path !== 'string' || !item.path.startsWith('/') || item.status === undefined)
    throw new BadInput(`.aws/${file}: ${at} needs a path that starts with / and a status`)
  if (typeof item.host === 'string' && !hostName.test(item.host))
    throw new BadInput(
      `.aws/${file}: ${at}.host is "${item.host}", and must be a host name such as api.example.com`,
    )
}

interface Mismatch {
  /** The member of the file that the response does not have. */
  member: string
  text: string
}

/** Describes how a response differs from what is expected; undefined if it does not. */
export function mismatch(expected: Expectation, answer: Answer): Mismatch | undefined {
  const { status, headers = {}, body, contains, json } = expected
  const start = answer.body.slice(0, 200).replaceAll(/\s+/g, ' ').trim()
  const got = `the last response was ${answer.status || 'none,'} ${start}`
  if (answer.status !== status)
    return { member: 'status', text: `${got}, expected status ${status}` }
  const wrong = Object.entries(headers).find(
    ([name, value]) => answer.headers[name.toLowerCase()] !== value,
  )
  if (wrong) {
    const [name, value] = wrong
    const found = answer.headers[name.toLowerCase()] ?? '(none)'
    return { member: `headers.${name}`, text: `${got} with ${name}: ${found}, expected ${value}` }
  }
  if (body !== undefined && answer.body !== body)
    return { member: 'body', text: `${got}, expected ${body}` }
  if (contains !== undefined && !answer.body.includes(contains))
    return { member: 'contains', text: `${got}, expected a body that contains ${contains}` }
  if (json !== undefined && !hasAll(parse(answer.body), json))
    return { member: 'json', text: `${got}, expected JSON with ${JSON.stringify(json)}` }
  return undefined
}

function parse(body: string): Json {
  try {
    return JSON.parse(body) as Json
  } catch {
    return null
  }
}
