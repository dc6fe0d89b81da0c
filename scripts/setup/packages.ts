import { parseEnv } from 'node:util'

/** The parts of Docker that a machine has. */
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

/** Parses /etc/os-release. */
export function parseOsRelease(text: string): Distribution {
  const { ID = '', VERSION_ID = '', VERSION_CODENAME = '' } = parseEnv(text)
  return { id: ID, version: Number.parseFloat(VERSION_ID), codename: VERSION_CODENAME }
}

/** The packages of missing parts, by the distribution's names. */
export function packagesFor({ id }: Distribution, missing: (keyof Parts)[]): string[] {
  const names = {
    engine: 'docker.io',
    cli: id === 'ubuntu' ? 'docker.io' : 'docker-cli',
    compose: id === 'ubuntu' ? 'docker-compose-v2' : 'docker-compose',
    buildx: 'docker-buildx',
  }
  return [...new Set(missing.map((part) => names[part]))]
}

/** Docker in Debian before trixie is too old (20.10 and compose 1). */
export function needsTrixie({ id, version }: Distribution): boolean {
  return id === 'debian' && version < 13
}
