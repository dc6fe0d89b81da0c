import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr'
import { testImage } from './test-image.ts'
import { testLabelFlag } from './test-run.ts'

const run = promisify(execFile)

/** Pushes the test image, labelled `label` so that its digest is its own, and leaves no local name of it. */
export async function pushTestImage(ecr: ECRClient, image: string, label: string): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'docker-cloud-'))
  const env = { ...process.env, DOCKER_CONFIG: directory }
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}))
  const token = authorizationData![0]!.authorizationToken!
  const [, password] = Buffer.from(token, 'base64').toString().split(':')
  const building = run('docker', ['build', '--quiet', testLabelFlag, '--tag', image, '-'])
  building.child.stdin!.end(`FROM ${await testImage()}\nLABEL test=${label}\n`)
  await building
  const login = ['login', '--username', 'AWS', '--password', password!, image.split('/')[0]!]
  await run('docker', login, { env })
  await run('docker', ['push', '--quiet', image], { env })
  await run('docker', ['rmi', image])
  await rm(directory, { recursive: true, force: true })
}

/** Takes what tasks have pulled of a repository off the engine. */
export async function removePulled(repository: string): Promise<void> {
  const { stdout } = await run('docker', ['images', '--quiet', '--no-trunc', repository])
  const ids = [...new Set(stdout.split('\n').filter(Boolean))]
  if (ids.length > 0) await run('docker', ['rmi', '--force', ...ids])
}
