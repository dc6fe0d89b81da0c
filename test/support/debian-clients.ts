import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../scripts/release/run.ts'
import { succeeds } from '../../scripts/release/run.ts'
import { makeRootfs } from '../../scripts/setup/rootfs.ts'
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
    if (!(await succeeds('docker', 'image', 'inspect', image))) await buildImage()
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

/** From Debian's image where it can be pulled, and else from the packages of this machine's distribution. */
async function buildImage(): Promise<void> {
  const install = `apt-get update && apt-get install --yes --no-install-recommends ${packages.join(' ')}`
  const dockerfile = `FROM debian:stable-slim\nRUN ${install}\n`
  await run('docker', ['build', '--tag', image, '-'], { input: dockerfile }).catch(unpackImage)
}

async function unpackImage(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  try {
    const tar = join(directory, 'rootfs.tar')
    await makeRootfs(packages, tar)
    await run('docker', ['import', tar, image])
  } finally {
    await rm(directory, { recursive: true })
  }
}
