import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../scripts/release/run.ts'
import { ensureDebianImage } from './debian-image.ts'
import { testLabelFlag } from './test-run.ts'

const image = 'docker-cloud-test-clients'

const packages = [
  'amazon-ecr-credential-helper',
  'awscli',
  'base-files',
  'ca-certificates',
  'dash',
  'libc6',
  'openssl',
  'python3-boto3',
  'skopeo',
]

/** Where every client finds the directory it shares with the test. */
export const shared = '/shared'

export interface Surroundings {
  env?: Record<string, string> | undefined
  /** Written to the client's stdin. */
  input?: string | undefined
}

/** Debian's own clients of ECR, which nobody here wrote, in containers on this machine's network. */
export class DebianClients implements AsyncDisposable {
  readonly directory: string
  private constructor(directory: string) {
    this.directory = directory
  }

  static async open(): Promise<DebianClients> {
    await ensureDebianImage(image, packages)
    return new DebianClients(await mkdtemp(join(tmpdir(), 'docker-cloud-test-')))
  }

  /** Runs a client to its end and gives its stdout; when it fails, its last words are in the error. */
  run(args: string[], { env, input }: Surroundings = {}): Promise<string> {
    const variables = Object.entries({ HOME: shared, ...env })
    return run(
      'docker',
      [
        'run',
        '--rm',
        '--interactive',
        '--network=host',
        `--user=${process.getuid!()}`,
        testLabelFlag,
        `--volume=${this.directory}:${shared}`,
        ...variables.map(([name, value]) => `--env=${name}=${value}`),
        image,
        ...args,
      ],
      { input },
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.directory, { recursive: true, force: true })
  }
}
