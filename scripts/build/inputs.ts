import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import type { RegistryClient } from '../registry/client.ts'
import type { ComposeBuild, ComposeProject } from '../release/compose.ts'
import { digestsOf } from './base-images.ts'
import { digestOf, listContext } from './context-files.ts'
import { baseImagesOf } from './dockerfile.ts'

/** What an image is built from, as its label keeps it. Secrets are not part of it. */
export interface BuildInputs {
  /** A digest of the build's settings in `compose.yaml`. */
  settings: string
  /** A digest of the files that the build sees. */
  files: string
  /** The digests of the images that it starts or copies from, as far as they are known. */
  bases: Record<string, string>
}

/** The label of an image with its BuildInputs. */
export const inputsLabel = 'docker-cloud.inputs'

export interface BuildToRead {
  project: ComposeProject
  /** A service of the project. */
  name: string
  platform: string
}

/** Reads what the build of a service sees. */
export async function readInputs(
  { project, name, platform }: BuildToRead,
  client: RegistryClient,
): Promise<BuildInputs> {
  const builds = buildsOf(project, name)
  const all = await Promise.all(builds.map((build) => readBuild(build)))
  return {
    settings: digestOfText(JSON.stringify(builds.map((build) => settingsOf(build, platform)))),
    files: digestOfText(all.map(({ files }) => files).join()),
    bases: await digestsOf([...new Set(all.flatMap(({ bases }) => bases))], client),
  }
}

/** Lists the files that the build of a service sees, relative to this folder. */
export async function listFiles({ project, name }: BuildToRead): Promise<string[]> {
  const lists = buildsOf(project, name).flatMap((build) =>
    localContexts(build).map(async (context) => {
      const files = await listContext(context, dockerfileOf(build))
      return files.map((file) => relative('.', resolve(context, file)))
    }),
  )
  return (await Promise.all(lists)).flat()
}

const serviceContext = /^service:(.+)$/

/** The build of a service, and those of the services that are contexts of it. */
function buildsOf(project: ComposeProject, name: string): ComposeBuild[] {
  const { build } = project.services[name] ?? {}
  if (!build) return []
  const others = contextsOf(build).flatMap(([, value]) => serviceContext.exec(value)?.[1] ?? [])
  return [build, ...others.flatMap((other) => buildsOf(project, other))]
}

const contextsOf = ({ additional_contexts: contexts = {} }: ComposeBuild) =>
  Object.entries(contexts)

const localContexts = (build: ComposeBuild): string[] =>
  [build.context, ...contextsOf(build).map(([, value]) => value)].filter((path) => existsSync(path))

const dockerfileOf = ({ context, dockerfile = 'Dockerfile' }: ComposeBuild) =>
  resolve(context, dockerfile)

async function readBuild(build: ComposeBuild): Promise<{ files: string; bases: string[] }> {
  const file = dockerfileOf(build)
  const dockerfile =
    build.dockerfile_inline ?? (existsSync(file) ? await readFile(file, 'utf8') : '')
  const digests = localContexts(build).map(async (context) =>
    digestOf(context, await listContext(context, file)),
  )
  const contexts = contextsOf(build)
  const named = contexts.flatMap(([, value]) => /^docker-image:\/\/(.+)$/.exec(value)?.[1] ?? [])
  const bases = baseImagesOf(dockerfile, {
    args: build.args ?? {},
    contexts: contexts.map(([name]) => name),
  })
  return {
    files: [dockerfile, ...(await Promise.all(digests))].join('\n'),
    bases: [...bases, ...named],
  }
}

/** What differs from machine to machine, or from release to release, and is in no layer. */
const volatileArgs = /^(VERSION|REVISION|SOURCE_DATE_EPOCH|(HTTPS?|FTP|NO|ALL)_PROXY)$/i

function settingsOf(build: ComposeBuild, platform: string): unknown {
  const { args = {}, labels = {}, platforms = [platform], target, dockerfile_inline } = build
  const isLocal = (value: string) => existsSync(value)
  return {
    args: sorted(Object.entries(args).filter(([name]) => !volatileArgs.test(name))),
    labels: sorted(Object.entries(labels)),
    platforms,
    target,
    dockerfile_inline,
    contexts: sorted(contextsOf(build).filter(([, value]) => !isLocal(value))),
    context: isLocal(build.context) ? undefined : build.context,
  }
}

const sorted = (entries: [string, unknown][]) =>
  entries.toSorted(([one], [other]) => (one < other ? -1 : 1))

/** Enough of a digest to compare. */
const digestOfText = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)
