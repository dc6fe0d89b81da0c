import { readFileSync, renameSync, writeFileSync } from 'node:fs'

export interface Upstream {
  host: string
  port: number
}

/** A condition of a rule: the request matches one of the values. */
export interface RouteCondition {
  field: 'host-header' | 'path-pattern'
  values: string[]
}

/** The upstream of a service, and the requests that it gets; without conditions, all others. */
export interface Route {
  upstream: Upstream
  priority: number
  conditions: RouteCondition[]
}

/** The routes by service. They are kept in a file, so that a restart goes on with them. */
export class Routes {
  readonly #file: string
  readonly #routes: Map<string, Route>

  constructor(file: string) {
    this.#file = file
    this.#routes = new Map(Object.entries(readJson(file)))
  }

  /** Finds the route of the first rule, by priority, that a request matches. */
  match(request: { host: string; path: string }): Route | undefined {
    return [...this.#routes.values()]
      .toSorted((one, other) => one.priority - other.priority)
      .find(({ conditions }) => conditions.every((condition) => isMatch(condition, request)))
  }

  all(): Record<string, Route> {
    return Object.fromEntries(this.#routes)
  }

  /** Sets the route of a service, and returns the one before. */
  set(service: string, route: Route | undefined): Route | undefined {
    const before = this.#routes.get(service)
    if (route) this.#routes.set(service, route)
    else this.#routes.delete(service)
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.all()))
    renameSync(`${this.#file}.new`, this.#file)
    return before
  }
}

function readJson(file: string): Record<string, Route> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

/** A path is matched in its case, without its query; a host in any case, without its port. */
function isMatch(
  { field, values }: RouteCondition,
  { host, path }: { host: string; path: string },
): boolean {
  if (field === 'path-pattern')
    return values.some((value) => patternOf(value).test(path.split('?')[0]!))
  const name = host.replace(/:\d+$/, '').toLowerCase()
  return values.some((value) => patternOf(value.toLowerCase()).test(name))
}

/** `*` stands for any characters, `?` for one. */
const patternOf = (text: string) =>
  new RegExp(
    `^${RegExp.escape(text)
      .replaceAll(String.raw`\*`, '.*')
      .replaceAll(String.raw`\?`, '.')}$`,
    's',
  )
