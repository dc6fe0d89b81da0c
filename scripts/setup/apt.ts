import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { run } from '../release/run.ts'
import { parseSources, findSource, type AptSource } from './apt-sources.ts'
import { parseOsRelease, type Distribution } from './packages.ts'

/** Checks that this process may install Debian packages. */
export function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

export function thisDistribution(): Distribution {
  return parseOsRelease(readFileSync('/etc/os-release', 'utf8'))
}

/** The mirror that this machine uses already. */
export function ownSource(): AptSource {
  const { codename } = thisDistribution()
  const files = globSync(['/etc/apt/sources.list', '/etc/apt/sources.list.d/*.{list,sources}'])
  const source = findSource(
    codename,
    files.flatMap((file) => parseSources(readFileSync(file, 'utf8'))),
  )
  if (source) return source
  throw new Error(`/etc/apt has no source for ${codename}: add one, or install Docker yourself`)
}

/** Installs packages without questions. */
export async function install(packages: string[]): Promise<void> {
  await run('apt-get', ['update', '--quiet'])
  await run('apt-get', ['install', '--quiet', '--yes', '--no-install-recommends', ...packages], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  })
}

const fromTrixie = 'docker.io docker-cli docker-compose docker-buildx'

/** Pins Docker's packages, and no others, to trixie on an older Debian. */
export function allowTrixieDocker(): void {
  const { uri, signedBy } = ownSource()
  writeFileSync(
    '/etc/apt/sources.list.d/docker-cloud.sources',
    `Types: deb
URIs: ${uri}
Suites: trixie
Components: main
${signedBy ? `Signed-By: ${signedBy}\n` : ''}`,
  )
  writeFileSync(
    '/etc/apt/preferences.d/docker-cloud',
    `Package: *
Pin: release n=trixie
Pin-Priority: 100

Package: ${fromTrixie}
Pin: release n=trixie
Pin-Priority: 990
`,
  )
}
