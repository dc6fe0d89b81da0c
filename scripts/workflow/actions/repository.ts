import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { execute, run } from '../../release/run.ts'

/** An action of another repository: `aws-actions/amazon-ecr-login@v2`. */
export interface ActionName {
  repository: string
  /** The folder in the repository; empty for its root. */
  path: string
  ref: string
}

export function readActionName(uses: string): ActionName | undefined {
  const [, repository, path = '', ref] = /^([\w.-]+\/[\w.-]+)(?:\/([^@]+))?@(.+)$/.exec(uses) ?? []
  return repository && ref ? { repository, path, ref } : undefined
}

/** Gives the files of actions: from the cache, or from the server, which fills the cache. */
export class ActionRepositories {
  readonly #cache: string
  readonly #server: string | undefined
  /** The reason for which the server cannot be reached. It is tried once. */
  #unreachable: string | undefined

  /** `server` is https://github.com; without it nothing is fetched. */
  constructor(cache: string, server: string | undefined) {
    this.#cache = cache
    this.#server = server
  }

  /** Finds the commit of a ref. A tag or a branch is looked up on the server first. */
  async find({ repository, ref }: ActionName): Promise<{ commit: string } | { why: string }> {
    const isCommit = /^[0-9a-f]{40}$/.test(ref)
    const known = await this.#kept(repository, ref)
    if (known && isCommit) return { commit: known }
    const why = this.#unreachable ?? (await this.#fetch(repository, ref))
    const commit = await this.#kept(repository, ref)
    return commit ? { commit } : { why: why ?? 'git fetched nothing' }
  }

  #kept(repository: string, ref: string): Promise<string | undefined> {
    const name = `refs/rehearsed/${ref}^{commit}`
    return this.#git(repository, 'rev-parse', '--verify', '--quiet', name)
  }

  /** Fetches a ref. Returns the reason if that fails. */
  async #fetch(repository: string, ref: string): Promise<string | undefined> {
    if (!this.#server) return 'nothing is fetched'
    const folder = this.#folder(repository)
    mkdirSync(folder, { recursive: true })
    await run('git', ['init', '--quiet', '--bare', folder])
    const url = `${this.#server}/${repository}`
    const what = [url, `+${ref}:refs/rehearsed/${ref}`]
    const args = ['-C', folder, 'fetch', '--quiet', '--depth=1', '--no-tags', ...what]
    const { code, lines } = await execute('git', args, {
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
      signal: AbortSignal.timeout(60_000),
    }).catch((error: Error) => ({ code: 1, lines: [error.message] }))
    if (code === 0) return undefined
    const fatal = lines.find((line) => line.startsWith('fatal: ')) ?? lines.at(-1)
    const why = fatal?.replace(/^fatal: (unable to access '[^']*': )?/, '') ?? `exit ${code}`
    if (/resolve|connect|timed? ?out|network|proxy|certificate|SSL|aborted/i.test(why))
      this.#unreachable = why
    return why
  }

  /** Reads a file of a commit; undefined if it has none. */
  read(repository: string, commit: string, path: string): Promise<string | undefined> {
    return this.#git(repository, 'show', `${commit}:${path}`)
  }

  /** True if a file of a commit contains the text. */
  async contains(repository: string, commit: string, found: { text: string; path: string }) {
    const args = ['grep', '--quiet', '--text', '--fixed-strings', found.text, commit]
    return (await this.#git(repository, ...args, '--', found.path)) !== undefined
  }

  /** Writes the files of a commit to an empty folder. */
  async extract(repository: string, commit: string, folder: string): Promise<void> {
    mkdirSync(folder, { recursive: true })
    const git = ['--git-dir', this.#folder(repository), '--work-tree', folder]
    await run('git', [...git, 'checkout', '--quiet', '--force', commit, '--', '.'], {
      env: { GIT_INDEX_FILE: `${folder}.index` },
    })
  }

  #folder(repository: string): string {
    return join(this.#cache, repository)
  }

  async #git(repository: string, ...args: string[]): Promise<string | undefined> {
    const { code, stdout } = await execute('git', ['-C', this.#folder(repository), ...args])
    return code === 0 ? stdout.join('\n') : undefined
  }
}
