import type { Flags } from './release/cli.ts'
import type { Context } from './release/context.ts'
import { readRelease } from './release/git.ts'
import { publish } from './release/github.ts'
import { runVerb } from './release/verb.ts'
import { findPlace, placeValues } from './resources/account.ts'
import { findImage } from './resources/image.ts'
import { ensureTaskDefinition, readTaskDefinition, shortName } from './resources/task-definition.ts'

/** Registers `.aws/task-definition.json` with the image of this commit, by digest. */
export async function register(context: Context, { force }: Flags): Promise<void> {
  const { print } = context
  const { version, revision } = await readRelease()
  const place = await findPlace(context)
  const image = await findImage(context, revision)
  if (!image)
    throw new Error(`ECR has no image of ${version} (tag ${revision}): run \`npm run push\` first`)
  const desired = readTaskDefinition({
    ...placeValues(context, place),
    IMAGE: `${image.repositoryUri}@${image.digest}`,
  })
  const registered = await ensureTaskDefinition(context, desired, { force: force === true })
  if (!registered) return
  const name = shortName(registered.taskDefinitionArn)
  print(`${name} runs ${image.repositoryUri}@${image.digest}`)
  publish({ 'task-definition': name })
}

if (import.meta.main) await runVerb('register', register)
