import { type Login, tokenUser } from './login.ts'
import { Patience } from './patience.ts'
import { limits, readBytes, readJson } from './read.ts'
import type { RegistryRepository } from './reference.ts'

export interface RegistryCall extends RegistryRepository {
  method?: string
  /** Below the repository, `manifests/latest`, or a whole URL of the registry's. */
  path: string
  headers?: Record<string, string>
  body?: Uint8Array | ReadableStream<Uint8Array>
  /** What a token has to permit. */
  actions?: 'pull' | 'pull,push'
}

/** An error of a registry, in the words in which Docker shows it. */
export class RegistryError extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** A client of the OCI distribution protocol. It asks for a login where a registry demands one. */
export class RegistryClient {
  readonly #findLogin: (host: string) => Promise<Login | undefined>
  readonly #authorizations = new Map<string, string>()
  readonly #patience: number | undefined

  /** `patience` is the time in ms that a request may take without progress. */
  constructor(findLogin: (host: string) => Promise<Login | undefined>, patience?: number) {
    this.#findLogin = findLogin
    this.#patience = patience
  }

  /** Calls a registry, and returns a response whose status is below 400. A stream as body is sent once. */
  async call(call: RegistryCall): Promise<Response> {
    const first = await this.#send(call)
    if (first.ok) return first
    // A registry may lead to a storage of another host, which the login is not for.
    if (
      first.status !== 401 ||
      !isRegistry(new URL(first.url), call) ||
      call.body instanceof ReadableStream
    )
      throw await errorOf(first, call)
    await first.body?.cancel()
    await this.#authorize(call, first.headers.get('www-authenticate') ?? '')
    const second = await this.#send(call)
    if (second.ok) return second
    throw await errorOf(second, call)
  }

  async #send(call: RegistryCall): Promise<Response> {
    const { host, name, method = 'GET', path, headers, body } = call
    const url = new URL(path.includes('://') ? path : `/v2/${name}/${path}`, originOf(host))
    const authorization = isRegistry(url, call) && this.#authorizations.get(keyOf(call))
    return this.#fetch(url, {
      method,
      headers: { ...headers, ...(authorization && { authorization }) },
      ...(body && { body, duplex: 'half' }),
    })
  }

  /** Node itself ends a response whose body makes no progress for five minutes. */
  async #fetch(url: URL, { body, ...init }: RequestInit): Promise<Response> {
    const { host } = url
    const patience = new Patience(host, this.#patience)
    const watched = body instanceof ReadableStream ? patience.watch(body) : body
    return fetch(url, { ...init, ...(watched && { body: watched }), signal: patience.signal })
      .catch((cause: Error) => {
        if (patience.signal.aborted) throw patience.signal.reason
        throw new Error(`${host} cannot be reached`, { cause: cause.cause ?? cause })
      })
      .finally(() => patience.end())
  }

  /** https://distribution.github.io/distribution/spec/auth/token/ */
  async #authorize(call: RegistryCall, challenge: string): Promise<void> {
    const login = await this.#findLogin(call.host)
    const basic =
      login && `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`
    const key = keyOf(call)
    if (!/^bearer /i.test(challenge)) {
      if (basic) this.#authorizations.set(key, basic)
      return
    }
    const of = (name: string) => new RegExp(`${name}="([^"]*)"`, 'i').exec(challenge)?.[1] ?? ''
    const realm = requireUrl(of('realm'), call.host)
    const scope = `repository:${call.name}:${call.actions ?? 'pull'}`
    const question = new URLSearchParams({ service: of('service'), scope })
    const response =
      login?.username === tokenUser
        ? await this.#fetch(realm, {
            method: 'POST',
            body: new URLSearchParams({
              ...Object.fromEntries(question),
              grant_type: 'refresh_token',
              client_id: 'docker-cloud',
              refresh_token: login.password,
            }),
          })
        : await this.#fetch(withQuery(realm, question), {
            headers: basic ? { authorization: basic } : {},
          })
    if (!response.ok) throw await errorOf(response, call)
    const { token, access_token } = await readJson<Record<string, string | undefined>>(
      response,
      limits.token,
    )
    this.#authorizations.set(key, `Bearer ${token ?? access_token}`)
  }
}

function withQuery(url: URL, query: URLSearchParams): URL {
  const asked = new URL(url)
  for (const [name, value] of query) asked.searchParams.set(name, value)
  return asked
}

function requireUrl(text: string, host: string): URL {
  if (URL.canParse(text)) return new URL(text)
  throw new Error(`${host} asks for a token of "${text}", which is not a URL`)
}

const keyOf = ({ host, name, actions = 'pull' }: RegistryCall) => `${host}/${name} ${actions}`

/** A URL has no default port, which the name of a registry may have. */
const isRegistry = ({ origin }: URL, { host }: RegistryCall) =>
  origin === new URL(originOf(host)).origin

/** As Docker does: loopback without TLS, and Docker Hub by its API's name. */
function originOf(host: string): string {
  if (host === 'docker.io') return 'https://registry-1.docker.io'
  return /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(host)
    ? `http://${host}`
    : `https://${host}`
}

async function errorOf(response: Response, { host, name }: RegistryCall): Promise<RegistryError> {
  const { status } = response
  const text = await readBytes(response, limits.error).then(
    (bytes) => Buffer.from(bytes).toString(),
    () => '',
  )
  const said = wordsOf(text) ?? `HTTP status ${status}`
  return new RegistryError(status, `${host}/${name}: ${said}`)
}

/** `denied: …`, as Docker writes a registry's code. */
function wordsOf(text: string): string | undefined {
  try {
    const { errors } = JSON.parse(text) as { errors?: { code: string; message?: string }[] }
    return errors
      ?.map(({ code, message = '' }) => `${code.toLowerCase().replaceAll('_', ' ')}: ${message}`)
      .join('; ')
  } catch {
    return undefined
  }
}
