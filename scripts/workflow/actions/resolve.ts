import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Step } from '../model.ts'
import type { JobRun, OwnAction, Resolved } from '../run.ts'
import { type Metadata, metadataFiles, readMetadata } from './metadata.ts'
import { type ActionName, type ActionRepositories, readActionName } from './repository.ts'
import { findStandIn, standInNames } from './index.ts'

/** Where actions are found. */
export interface ActionSource {
  /** The checkout with the actions of this repository. */
  root: string
  repositories: ActionRepositories
}

/** The actions of steps, also those that composite actions use, and what cannot be rehearsed. */
export interface Resolution {
  actions: Map<string, Resolved>
  problems: Map<string, string>
}

/** Finds the actions that steps use. */
export async function resolveActions(
  steps: Step[],
  source: ActionSource,
  found: Resolution = { actions: new Map(), problems: new Map() },
): Promise<Resolution> {
  for (const { uses } of steps) {
    if (uses === undefined || found.actions.has(uses) || found.problems.has(uses)) continue
    try {
      const resolved = await resolveAction(uses, source)
      found.actions.set(uses, resolved)
      if ('action' in resolved && resolved.action.metadata.runs.using === 'composite')
        await resolveActions(resolved.action.metadata.runs.steps, source, found)
    } catch (error) {
      found.problems.set(uses, `\`uses: ${uses}\` cannot be rehearsed: ${(error as Error).message}`)
    }
  }
  return found
}

async function resolveAction(uses: string, source: ActionSource): Promise<Resolved> {
  if (uses.startsWith('docker://')) throw new Error('it runs in a container')
  if (uses.startsWith('./')) return localAction(uses, source)
  const name = readActionName(uses)
  if (!name) throw new Error('it names no action: <owner>/<name>@<ref> does')
  const standIn = findStandIn(name.repository)
  if (standIn?.always) return { standIn, about: `stand-in, because ${standIn.always}` }
  const own = await remoteAction(name, source)
  if ('action' in own) return own
  if (standIn) return { standIn, about: `stand-in, because ${own.why}` }
  throw new Error(`${own.why}; those with a stand-in are ${standInNames.join(', ')}`)
}

function localAction(uses: string, { root }: ActionSource): Resolved {
  const file = metadataFiles.find((one) => existsSync(join(root, uses, one)))
  if (!file) throw new Error(`there is no ${join(uses, 'action.yml')}`)
  const metadata = readMetadata(`${uses}/${file}`, readFileSync(join(root, uses, file), 'utf8'))
  return { action: { metadata, name: undefined, place: inWorkspace(uses) }, about: 'itself' }
}

/** Local actions are those of the workspace, which a step has to check out. */
const inWorkspace = (uses: string) => async (jobRun: JobRun) => {
  const folder = join(jobRun.workspace, uses)
  if (metadataFiles.some((file) => existsSync(join(folder, file)))) return folder
  throw new Error(
    `Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '${folder}'. Did you forget to run actions/checkout before running your local action?`,
  )
}

async function remoteAction(
  name: ActionName,
  { repositories }: ActionSource,
): Promise<(Resolved & { action: OwnAction }) | { why: string }> {
  const { repository, path } = name
  const found = await repositories.find(name)
  if ('why' in found)
    return { why: `it is not in the cache, and GitHub does not give it (${found.why})` }
  const { commit } = found
  for (const file of metadataFiles.map((one) => join(path, one))) {
    const text = await repositories.read(repository, commit, file)
    if (text === undefined) continue
    const metadata = readMetadata(`${repository}/${file}`, text)
    if (await ignoresEndpoint(repositories, { ...name, commit }, metadata))
      return { why: 'this version ignores AWS_ENDPOINT_URL and would call AWS' }
    const place = async ({ temp }: JobRun) => {
      const folder = join(temp, 'actions', commit)
      if (!existsSync(folder)) await repositories.extract(repository, commit, folder)
      return join(folder, path)
    }
    return { action: { metadata, name, place }, about: `itself, at ${commit.slice(0, 7)}` }
  }
  return { why: `${repository} has no ${join(path, 'action.yml')}` }
}

/** AWS SDKs before `AWS_ENDPOINT_URL` would call AWS itself. */
async function ignoresEndpoint(
  repositories: ActionRepositories,
  { repository, path, commit }: ActionName & { commit: string },
  { runs }: Metadata,
): Promise<boolean> {
  if (runs.using === 'composite') return false
  const folder = join(path, dirname(runs.main))
  const has = (text: string) => repositories.contains(repository, commit, { text, path: folder })
  return (await has('amazonaws.com')) && !(await has('AWS_ENDPOINT_URL'))
}
