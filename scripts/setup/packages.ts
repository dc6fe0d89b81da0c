/** The parts of Docker that this project needs and a machine may lack. */
export interface Parts {
  engine: boolean
  cli: boolean
  compose: boolean
  buildx: boolean
}

export interface Distribution {
  id: string
  version: number
  codename: string
}

/** Reads /etc/os-release, which names the distribution and so its packages. */
export function parseOsRelease(text: string): Distribution {
  const value = (name: string) => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(text)?.[1] ?? ''
  return {
    id: value('ID'),
    version: Number.parseFloat(value('VERSION_ID')),
    codename: value('VERSION_CODENAME'),
  }
}

/** Decides which packages bring what is missing, under the names this distribution gives them. */
export function packagesFor({ id }: Distribution, missing: (keyof Parts)[]): string[] {
  const names = {
    engine: 'docker.io',
    cli: id === 'ubuntu' ? 'docker.io' : 'docker-cli',
    compose: id === 'ubuntu' ? 'docker-compose-v2' : 'docker-compose',
    buildx: 'docker-buildx',
  }
  return [...new Set(missing.map((part) => names[part]))]
}

/** Debian's Docker before trixie is too old (20.10 and compose 1), so it comes from trixie. */
export function needsTrixie({ id, version }: Distribution): boolean {
  return id === 'debian' && version < 13
}
