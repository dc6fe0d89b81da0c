import { type BuildInputs, inputsLabel, listFiles } from '../build/inputs.ts'
import type { RegistryClient } from '../registry/client.ts'
import { readLabels } from '../registry/manifest.ts'
import { parseReference } from '../registry/reference.ts'
import type { Context } from '../release/context.ts'
import type { Build } from '../release/docker.ts'
import { listIgnored } from '../release/git.ts'
import type { PushedImage } from '../resources/image.ts'

/**
 * Rejects an image in ECR that was built from other files or settings than those that are here under
 * the same revision. A base image that has moved since is only reported: the same commit keeps its image.
 */
export async function checkInputs(
  { print }: Context,
  build: Build,
  { pushed, registries }: { pushed: PushedImage; registries: RegistryClient },
): Promise<void> {
  const { repositoryUri, digest } = pushed
  const labels = await readLabels(registries, parseReference(repositoryUri), {
    digest,
    platform: build.platform,
  })
  const label = labels[inputsLabel]
  if (label === undefined) return
  const before = JSON.parse(label) as BuildInputs
  const { inputs } = build
  for (const [base, now] of Object.entries(inputs.bases))
    if ((before.bases[base] ?? now) !== now)
      print(`${base} has moved since this image was built: the next commit is built on the new one`)
  const differs = [
    ...(before.files === inputs.files ? [] : ['other files']),
    ...(before.settings === inputs.settings ? [] : ['other settings of build in compose.yaml']),
  ]
  if (differs.length > 0)
    throw new Error(
      `ECR has the image of this commit already, built from ${differs.join(' and ')}: ${build.name}. ` +
        `Its tag cannot be moved. To release what is here, make a commit (\`git commit --allow-empty\`); ` +
        `to release what is in ECR, run \`npm run register\`.${await ignoredFiles(build)}`,
    )
}

/** Names the files of the build that are in no commit. */
async function ignoredFiles({ project, service: name, platform }: Build): Promise<string> {
  const ignored = new Set(await listIgnored().catch(() => []))
  const seen = (await listFiles({ project, name, platform })).filter((file) => ignored.has(file))
  if (seen.length === 0) return ''
  const some = seen.slice(0, 5).join(', ')
  const more = seen.length > 5 ? ` and ${seen.length - 5} more` : ''
  return ` The build sees files that git ignores: ${some}${more}. If they are not in the image, name them in .dockerignore.`
}
