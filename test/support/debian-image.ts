import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run, succeeds } from '../../scripts/release/run.ts'
import { makeRootfs } from '../../scripts/setup/rootfs.ts'

interface Unpacking {
  /** The packages of this machine's distribution, which are unpacked and not configured. */
  own?: string[]
  /** The suite of the distribution that has them; its own if not given. */
  suite?: string | undefined
}

/** Builds an image that has Debian packages, unless the engine has it already. It stays for the next run. */
export async function ensureDebianImage(
  name: string,
  packages: string[],
  { own = packages, suite }: Unpacking = {},
): Promise<string> {
  if (await succeeds('docker', 'image', 'inspect', name)) return name
  // From Debian's image where it can be pulled, and else from the packages of this machine's distribution.
  const install = `apt-get update && apt-get install --yes --no-install-recommends ${packages.join(' ')}`
  const dockerfile = `FROM debian:stable-slim\nRUN ${install}\n`
  await run('docker', ['build', '--tag', name, '-'], { input: dockerfile }).catch(() =>
    unpackImage(name, own, suite),
  )
  return name
}

async function unpackImage(name: string, packages: string[], suite?: string): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'docker-cloud-test-'))
  try {
    const tar = join(directory, 'rootfs.tar')
    await makeRootfs(packages, tar, suite)
    await run('docker', ['import', tar, name])
  } finally {
    await rm(directory, { recursive: true })
  }
}
