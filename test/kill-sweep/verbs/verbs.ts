import { ECRClient } from '@aws-sdk/client-ecr'
import { bootstrap } from '../../../scripts/bootstrap.ts'
import { deploy } from '../../../scripts/deploy.ts'
import { destroy } from '../../../scripts/destroy.ts'
import { register } from '../../../scripts/register.ts'
import { readApp } from '../../../scripts/release/app.ts'
import { connect } from '../../../scripts/release/aws.ts'
import { Changes } from '../../../scripts/release/changes.ts'
import type { Context } from '../../../scripts/release/context.ts'
import { putSecret } from '../../../scripts/resources/secret.ts'
import { rollback } from '../../../scripts/rollback.ts'
import { secret } from '../../../scripts/secret.ts'
import { pushImage, registryOf } from '../../localstack/services/ecr/client.ts'
import type { Target } from '../../support/target.ts'

type Step = (context: Context, target: Target) => Promise<unknown>

/** A verb that is interrupted, in an account where all that it needs is done. */
export interface Interrupted {
  verb: string
  words: string[]
  input?: string
  /** The releases that are made in the account before, by their revision. */
  before: Record<string, Step[]>
  /** The verb in this process. */
  act: Step
}

export const appName = 'shop'

/** The environment of a verb in the account of a target, as a process has it. */
export const environmentIn = ({ url, config }: Target, revision: string): NodeJS.ProcessEnv => ({
  APP_NAME: appName,
  RELEASE_VERSION: revision,
  RELEASE_REVISION: revision,
  AWS_ENDPOINT_URL: url,
  AWS_REGION: config.region,
  AWS_ACCESS_KEY_ID: config.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: config.credentials.secretAccessKey,
  GITHUB_REPOSITORY: 'octo/shop',
  GITHUB_REPOSITORY_OWNER_ID: '7',
  GITHUB_REPOSITORY_ID: '8',
})

/** Carries out steps of a release one after the other in this process, which is quicker than a process for each. */
export async function carryOut(target: Target, revision: string, steps: Step[]): Promise<void> {
  Object.assign(process.env, environmentIn(target, revision))
  const app = readApp(process.env)
  const context: Context = {
    app,
    services: app.services,
    aws: connect(),
    changes: new Changes(false, () => {}),
    dryRun: false,
    print: () => {},
    progress: () => {},
  }
  for (const step of steps) await step(context, target)
}

/** Pushes the services' images as a release does, without an engine. */
const images: Step = async ({ app }, target) => {
  const registry = await registryOf(target, new ECRClient(target.config))
  const tag = process.env.RELEASE_REVISION!
  for (const { repository } of app.services)
    await pushImage(registry, repository, { tag, layer: `${repository} ${tag}` })
}

const put =
  (value: string): Step =>
  (context) =>
    putSecret(context, { name: 'API_KEY', value })
const registering: Step = (context) => register(context, {})
const deploying: Step = (context) => deploy(context, {})
const release = [images, registering, deploying]

/** The verbs that change something, and can be interrupted without an engine. */
export const interruptedVerbs: Interrupted[] = [
  { verb: 'bootstrap', words: [], before: {}, act: bootstrap },
  { verb: 'register', words: [], before: { one: [bootstrap, images] }, act: registering },
  { verb: 'deploy', words: [], before: { one: [bootstrap, images, registering] }, act: deploying },
  {
    verb: 'rollback',
    words: [],
    before: { one: [bootstrap, ...release], two: release },
    act: (context) => rollback(context, {}),
  },
  {
    verb: 'secret',
    words: ['put', 'API_KEY'],
    input: 'two',
    before: { one: [bootstrap, put('one')] },
    act: put('two'),
  },
  {
    verb: 'secret',
    words: ['rm', 'API_KEY'],
    before: { one: [bootstrap, put('one')] },
    act: (context) => secret(context, {}, ['rm', 'API_KEY']),
  },
  {
    verb: 'destroy',
    words: [],
    before: { one: [bootstrap, ...release, put('one')] },
    act: (context, { config }) => destroy(context, { account: config.credentials.accessKeyId }),
  },
]
