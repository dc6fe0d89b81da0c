import { run, succeeds } from '../release/run.ts'
import { canInstall, install, ownSource, thisDistribution } from './apt.ts'

const excluded = ['doc', 'doc-base', 'info', 'lintian', 'locale', 'man']

/** Unpacks packages of this machine's distribution, or of a suite of it, into a tar file, the root of an image. */
export async function makeRootfs(
  packages: string[],
  tar: string,
  suite = thisDistribution().codename,
): Promise<void> {
  await ensureMmdebstrap()
  const { uri, components, signedBy } = ownSource()
  await run('mmdebstrap', [
    '--variant=extract',
    `--include=${packages.join(',')}`,
    `--components=${components.join(',')}`,
    ...(signedBy ? [`--keyring=${signedBy}`] : []),
    ...excluded.map((directory) => `--dpkgopt=path-exclude=/usr/share/${directory}/*`),
    suite,
    tar,
    uri,
  ])
}

async function ensureMmdebstrap() {
  if (await succeeds('mmdebstrap', '--version')) return
  if (!canInstall()) throw new Error('a stand-in can be built only as root on Debian or Ubuntu')
  await install(['mmdebstrap'])
}
