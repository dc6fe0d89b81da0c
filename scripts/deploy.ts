import type { SecurityGroup } from '@aws-sdk/client-ec2'
import type { Context } from './release/context.ts'
import { BadInput } from './release/exit-codes.ts'
import { releaseOrder } from './release/order.ts'
import { runInParallel } from './release/parallel.ts'
import { follow, rolloutLines, rolloutOf } from './release/rollout.ts'
import type { ResultOf } from './release/results.ts'
import { type AppService, continuous, isJob } from './release/services.ts'
import type { Values } from './release/template.ts'
import { runVerb } from './release/verb.ts'
import { findPlace, placeValues } from './resources/account.ts'
import { requireJob } from './resources/job.ts'
import { findNetwork } from './resources/network.ts'
import { ensureScaling } from './resources/scaling.ts'
import { requireSecurityGroup } from './resources/security-group.ts'
import { ensureService, findService, readService } from './resources/service.ts'
import { findTargetGroup } from './resources/target-group.ts'
import { findTaskDefinition } from './resources/task-definition.ts'
import { requireDeployable } from './verify/before-deploy.ts'

/** Runs the jobs that services need, rolls out the newest task definitions, and waits until each is deployed. */
export async function deploy(context: Context): Promise<ResultOf<'deploy'>> {
  const values = placeValues(context.app, await findPlace(context))
  const services = continuous(context.services)
  if (services.length === 0) throw new BadInput(onlyJobs(context.services))
  await requireDeployable(context, services, values)
  const rollouts = await runInParallel(
    context,
    await releaseOrder({ ...context, services }),
    async (own, service) => {
      if (!isJob(service)) return deployService(own, service, values)
      if (own.dryRun) own.print('would run')
      else await requireJob(own, service)
      return undefined
    },
  )
  return { services: rollouts.filter((rollout) => rollout !== undefined) }
}

const onlyJobs = (jobs: AppService[]): string =>
  `${jobs.map(({ name }) => name).join(' and ')} has no service.json: run a job with \`npm run task -- ${jobs[0]!.name}\``

async function deployService(context: Context, service: AppService, values: Values) {
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
  await ensureService(context, service, desired)
  if (service.files.has('scaling')) await ensureScaling(context, service, values)
  if (dryRun) return undefined

  const after = await follow(context, { service, taskDefinition, before })
  const rolledOut = rolloutOf({ service, taskDefinition, before }, after)
  for (const line of rolloutLines(rolledOut)) print(line)
  return rolledOut
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
