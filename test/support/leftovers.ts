import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive, isRunning, testLabel } from './test-run.ts'

interface Kind {
  name: string
  list: string[]
  remove: string[]
}

/** In the order in which they are removed: a network, a volume or an image may be in use by a container. */
const kinds: Kind[] = [
  { name: 'container', list: ['ps', '--all'], remove: ['rm', '--force', '--volumes'] },
  { name: 'network', list: ['network', 'ls'], remove: ['network', 'rm'] },
  { name: 'volume', list: ['volume', 'ls'], remove: ['volume', 'rm', '--force'] },
  { name: 'image', list: ['images'], remove: ['rmi', '--force'] },
]

/** Labels of what the project and testcontainers make on the engine, whether or not a test asked for it. */
const projectLabels = [
  'docker-cloud.emulator',
  'org.testcontainers',
  'com.docker.compose.project=docker-cloud',
]

/** Removes from the engine and from the temporary folder what killed runs of the tests have left. */
export function removeLeftovers(folder = tmpdir()): void {
  for (const kind of kinds) {
    const dead = idsOf(kind, testLabel).filter((id) => !isRunning(runOf(kind, id)))
    for (const id of dead) removeQuietly(kind, id)
  }
  for (const name of readdirSync(folder))
    if (isAbandoned(folder, name)) rmSync(join(folder, name), { recursive: true, force: true })
}

/** Names what a run has left on the engine. */
export const leftoversOf = (run: string): string[] => found(kinds, `${testLabel}=${run}`)

/** Names what the project or testcontainers made and no running tests: the verbs that tests call label nothing. */
export const unlabelledLeftovers = (): string[] =>
  projectLabels.flatMap((label) =>
    found(kinds.slice(0, 3), label, (kind, id) => !isRunning(runOf(kind, id))),
  )

const found = (
  among: Kind[],
  label: string,
  counts: (kind: Kind, id: string) => boolean = () => true,
): string[] =>
  among.flatMap((kind) =>
    idsOf(kind, label)
      .filter((id) => counts(kind, id))
      .map((id) => `${kind.name} ${id}`),
  )

function idsOf({ list }: Kind, label: string): string[] {
  const ids = docker(...list, '--quiet', `--filter=label=${label}`)
  return [...new Set(ids.split('\n').filter(Boolean))]
}

/** The run that a thing on the engine is labelled with; what is gone by now has none. */
function runOf({ name }: Kind, id: string): string {
  const labels = ['container', 'image'].includes(name) ? '.Config.Labels' : '.Labels'
  try {
    return docker(name, 'inspect', `--format={{index ${labels} "${testLabel}"}}`, id).trim()
  } catch {
    return ''
  }
}

/** Another run may remove the same at the same time. */
function removeQuietly({ remove }: Kind, id: string): void {
  try {
    docker(...remove, id)
  } catch {}
}

const docker = (...args: string[]): string =>
  execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

const dayMs = 24 * 60 * 60 * 1000

/** A folder with a process id in its name goes with the process, one without after a day. */
function isAbandoned(folder: string, name: string): boolean {
  const pid = /^docker-cloud-(\d+)-/.exec(name)?.[1]
  if (pid !== undefined) return !isAlive(Number(pid))
  if (!/^(docker-cloud|bench)-/.test(name)) return false
  const { mtimeMs } = statSync(join(folder, name), { throwIfNoEntry: false }) ?? {}
  return mtimeMs !== undefined && Date.now() - mtimeMs > dayMs
}
