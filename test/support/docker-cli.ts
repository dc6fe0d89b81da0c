import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { testLabelFlag } from './test-run.ts'

const run = promisify(execFile)

/** The real CLI, with a configuration of its own so that the user's logins stay as they are. */
export class DockerCli implements AsyncDisposable {
  readonly #directory: string
  readonly #built = new Set<string>()

  private constructor(directory: string) {
    this.#directory = directory
  }

  /** Opens the CLI; what it builds holds `content`, and no other image does. */
  static async open(content: string): Promise<DockerCli> {
    const directory = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
    await writeFile(join(directory, 'unique'), content)
    await writeFile(join(directory, 'Dockerfile'), 'FROM scratch\nCOPY unique /\nCMD ["/unique"]\n')
    return new DockerCli(directory)
  }

  run(...args: string[]) {
    const env = { ...process.env, DOCKER_CONFIG: join(this.#directory, 'config') }
    return run('docker', args, { env })
  }

  async build(tag: string): Promise<void> {
    this.#built.add(tag)
    await this.run('build', '--quiet', testLabelFlag, '--tag', tag, this.#directory)
  }

  /** Logs in with what GetAuthorizationToken of either ECR gives. */
  async login(host: string, authorizationToken: string): Promise<void> {
    const password = Buffer.from(authorizationToken, 'base64').toString().replace(/^AWS:/, '')
    const done = this.run('login', '--username', 'AWS', '--password-stdin', host)
    done.child.stdin!.end(password)
    await done
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#built.size > 0) await this.run('rmi', '--force', ...this.#built)
    await rm(this.#directory, { recursive: true, force: true })
  }
}
