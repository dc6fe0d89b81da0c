import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run, succeeds } from '../../scripts/release/run.ts'
import { makeRootfs } from '../../scripts/setup/rootfs.ts'

/**
 * Builds an image that has Debian packages, unless the engine has it already. It stays for the next
 * run. `own` are the packages of this machine's distribution, which are unpacked and not configured.
 */
export async function ensureDebianImage(
  name: string,
  packages: string[],
  own = packages,
): Promise<string> {
  if (!(await succeeds('docker', 'image', 'inspect', name))) await buildImage(name, packages, own)
  return name
}

/** From Debian's image where it can be pulled, and else from the packages of this machine's distribution. */
async function buildImage(name: string, packages: string[], own: string[]): Promise<void> {
  const install = `apt-get update && apt-get install --yes --no-install-recommends ${packages.join(' ')}`
  const dockerfile = `FROM debian:stable-slim\nRUN ${install}\n`
  await run('docker', ['build', '--tag', name, '-'], { input: dockerfile }).catch(() =>
    unpackImage(name, own),
  )
}

async function unpackImage(name: string, packages: string[]): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  try {
    const tar = join(directory, 'rootfs.tar')
    await makeRootfs(packages, tar)
    await run('docker', ['import', tar, name])
  } finally {
    await rm(directory, { recursive: true })
  }
}
