import type { SecurityGroup } from '@aws-sdk/client-ec2'
import type { Service } from '@aws-sdk/client-ecs'
import { unlessMissing } from './release/aws.ts'
import type { Flags } from './release/arguments.ts'
import type { Context } from './release/context.ts'
import { BadInput } from './release/exit-codes.ts'
import { releaseOrder } from './release/order.ts'
import { runInParallel } from './release/parallel.ts'
import { follow, type Rollout, rolloutLines, rolloutOf } from './release/rollout.ts'
import type { ResultOf } from './release/results.ts'
import { type AppService, continuous, isJob, requireContinuous } from './release/services.ts'
import { waitForTasks } from './release/steady.ts'
import type { Values } from './release/template.ts'
import { ago } from './release/time.ts'
import { runVerb } from './release/verb.ts'
import { findPlace, placeValues } from './resources/account.ts'
import { requireJob } from './resources/job.ts'
import { findNetwork } from './resources/network.ts'
import { listServiceNames } from './resources/removed-services.ts'
import { ensureScaling } from './resources/scaling.ts'
import { requireSecurityGroup } from './resources/security-group.ts'
import { ensureService, findService, primaryOf, readService } from './resources/service.ts'
import { findTargetGroup } from './resources/target-group.ts'
import { listTasks } from './resources/task.ts'
import {
  findTaskDefinition,
  requireTaskDefinition,
  shortName,
} from './resources/task-definition.ts'
import { requireDeployable } from './verify/before-deploy.ts'

/** Runs the jobs that services need, rolls out the newest task definitions, and waits until each is deployed. */
export async function deploy(context: Context, { timeout }: Flags): Promise<ResultOf<'deploy'>> {
  const seconds = readTimeout(timeout)
  const values = placeValues(context.app, await findPlace(context))
  const services = requireContinuous(context.services)
  await mentionOthers(context)
  await requireDeployable(context, services, values)
  const rollouts = await runInParallel(
    context,
    await releaseOrder({ ...context, services }),
    async (own, service) => {
      if (!isJob(service)) return deployService(own, service, { values, seconds })
      if (own.dryRun) own.print('would run')
      else await requireJob(own, service)
      return undefined
    },
  )
  return { services: rollouts.filter((rollout) => rollout !== undefined) }
}

/** Reads minutes, as seconds. */
function readTimeout(minutes: Flags[string]): number | undefined {
  if (minutes === undefined) return undefined
  if (Number(minutes) > 0) return Number(minutes) * 60
  throw new BadInput(`--timeout is "${minutes}": it must be a number of minutes, such as 30`)
}

/** Prints which services of the cluster the files no longer have: they go on running, and cost. */
async function mentionOthers(context: Context): Promise<void> {
  const names = await unlessMissing(listServiceNames(context), 'AccessDeniedException')
  const known = continuous(context.app.services).map(({ name }) => name)
  for (const name of names ?? [])
    if (!known.includes(name))
      context.print(
        `ECS service ${name} goes on running, and .aws/${name}/service.json does not exist: restore it, or delete the service with \`npm run destroy -- --removed\``,
      )
}

async function deployService(
  context: Context,
  service: AppService,
  { values, seconds }: { values: Values; seconds: number | undefined },
) {
  const { print, dryRun } = context
  const taskDefinition = (await findTaskDefinition(context, service))?.taskDefinitionArn
  if (!taskDefinition)
    throw new Error(`there is no task definition ${service.family}: run \`npm run register\` first`)
  const group = await requireSecurityGroup(context, service.group)
  const desired = readService(service, {
    ...values,
    ...(await valuesOfNetwork(context, service, group)),
    TASK_DEFINITION: taskDefinition,
  })
  const before = await findService(context, service)
  if (before) await mentionOtherDeployment(context, before, taskDefinition)
  await ensureService(context, service, desired)
  if (service.files.has('scaling')) await ensureScaling(context, service, values)
  if (dryRun) return undefined

  const rollout = { service, taskDefinition, before, seconds }
  const rolledOut = rolloutOf(
    rollout,
    await settle(context, rollout, await follow(context, rollout)),
  )
  for (const line of rolloutLines(rolledOut)) print(line)
  return rolledOut
}

/** A change of the number of tasks alone starts no deployment. Its tasks are waited for as well. */
async function settle(
  context: Context,
  { service, seconds }: Rollout,
  after: Service,
): Promise<Service> {
  const { desiredCount = 0, runningCount } = after
  if (service.files.has('scaling') || runningCount === desiredCount) return after
  const stopped = await listTasks(context, service, 'STOPPED')
  await waitForTasks(context, service, { desiredCount, before: after, stopped, seconds })
  return { ...after, runningCount: desiredCount }
}

/** Prints whose deployment this one replaces. */
async function mentionOtherDeployment(
  context: Context,
  before: Service,
  taskDefinition: string,
): Promise<void> {
  const { id, taskDefinition: other = '', rolloutState, createdAt } = primaryOf(before) ?? {}
  if (rolloutState !== 'IN_PROGRESS' || other === taskDefinition) return
  const { registeredBy } = await requireTaskDefinition(context, other)
  context.print(
    `deployment ${id} of ${shortName(other)}, which ${registeredBy} registered, was started ${createdAt && ago(createdAt)} and has not completed: this one replaces it`,
  )
}

/** The placeholders of `service.json` for the resources of bootstrap. */
async function valuesOfNetwork(
  context: Context,
  service: AppService,
  group: SecurityGroup,
): Promise<Values> {
  const { subnets } = await findNetwork(context)
  const values = { SUBNETS: subnets, SECURITY_GROUP: group.GroupId! }
  if (!service.files.has('target-group')) return values
  const targets = await findTargetGroup(context, service)
  if (!targets)
    throw new Error(`there is no target group ${service.group}: run \`npm run bootstrap\` first`)
  return { ...values, TARGET_GROUP: targets.TargetGroupArn! }
}

if (import.meta.main) await runVerb('deploy', deploy)
