import {
  CreateServiceCommand,
  type CreateServiceCommandInput,
  CreateServiceRequest$,
  type Deployment,
  DeleteServiceCommand,
  DescribeServicesCommand,
  type Service,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
  UpdateServiceRequest$,
} from '@aws-sdk/client-ecs'
import { type App, isOurs } from '../release/app.ts'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'
import { checkMembers, memberNames } from '../release/members.ts'
import { missingFrom } from '../release/same.ts'
import type { AppService } from '../release/services.ts'
import { fill, type Json, readTemplate, type Values } from '../release/template.ts'
import { wait } from '../release/wait.ts'

/** The app's tags in the form of ECS. */
export const ecsTags = ({ tags }: App) =>
  Object.entries(tags).map(([key, value]) => ({ key, value }))

/** Reads a service's `service.json` as the call that creates it. */
export function readService(service: AppService, values: Values): CreateServiceCommandInput {
  const file = `${service.name}/service.json`
  const json = fill(readTemplate(file), values, file)
  checkMembers(json, CreateServiceRequest$, file)
  const input = json as unknown as CreateServiceCommandInput
  if (input.serviceName !== service.name)
    throw new Error(`.aws/${file}: serviceName must be "${service.name}", the name of its folder`)
  checkRoom(input, file)
  return input
}

/** The ports of a service's containers to which a load balancer forwards; `service.json` gives them as numbers. */
export function readPorts({ name, files }: AppService): number[] {
  if (!files.has('service')) return []
  const json = readTemplate(`${name}/service.json`) as unknown as CreateServiceCommandInput
  return [...new Set((json.loadBalancers ?? []).map(({ containerPort = 0 }) => containerPort))]
}

/** Rejects percents that round to no room for a rollout: ECS accepts them, and the rollout never ends. */
export function checkRoom(
  { desiredCount = 0, deploymentConfiguration }: CreateServiceCommandInput,
  file: string,
): void {
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = deploymentConfiguration ?? {}
  const mayStop = desiredCount - Math.ceil((desiredCount * minimumHealthyPercent) / 100)
  const mayStart = Math.floor((desiredCount * maximumPercent) / 100) - desiredCount
  if (desiredCount > 0 && mayStop <= 0 && mayStart <= 0)
    throw new Error(
      `.aws/${file}: minimumHealthyPercent ${minimumHealthyPercent} and maximumPercent ${maximumPercent} let a rollout of ${desiredCount} tasks neither stop one nor start one more`,
    )
}

/** ECS describes a deleted service as INACTIVE for some time. */
export async function findService(
  { aws, app }: Context,
  { name }: Pick<AppService, 'name'>,
): Promise<Service | undefined> {
  const found = await unlessMissing(
    aws.ecs.send(
      new DescribeServicesCommand({ cluster: app.name, services: [name], include: ['TAGS'] }),
    ),
    'ClusterNotFoundException',
  )
  return found?.services?.find(({ status }) => status !== 'INACTIVE')
}

export async function requireService(context: Context, service: AppService): Promise<Service> {
  const found = await findService(context, service)
  if (found) return found
  throw new Error(`there is no ECS service ${service.name}: nothing was deployed yet`)
}

/** The newest deployment. */
export function primaryOf({ deployments = [] }: Service): Deployment {
  return deployments.find(({ status }) => status === 'PRIMARY')!
}

/**
 * Creates or updates the service, which starts a rollout if that changes its tasks, or if its last
 * deployment failed: ECS does not try that again by itself.
 */
export async function ensureService(
  context: Context,
  service: AppService,
  desired: CreateServiceCommandInput,
): Promise<void> {
  const { aws, app, changes } = context
  const { name } = service
  const what = `ECS service ${name}`
  const found = await findUndrained(context, service)
  if (!found) {
    await changes.create(what, async () => {
      const created = await aws.ecs.send(
        new CreateServiceCommand({ ...desired, tags: ecsTags(app) }),
      )
      return created.service!.serviceArn
    })
    return
  }
  const forceNewDeployment = primaryOf(found)?.rolloutState === 'FAILED'
  const wanted = { ...removalsFor(found, desired), ...updateOf(desired, service) }
  const update = { ...wanted, service: name, cluster: app.name, forceNewDeployment }
  const differences = missingFrom(describedBy(found), wanted as unknown as Json)
  if (!forceNewDeployment && differences.length === 0) return changes.unchanged(what)
  const again = forceNewDeployment ? ', whose last deployment failed' : ''
  await changes.update(
    what + again,
    () => aws.ecs.send(new UpdateServiceCommand(update)),
    differences,
  )
}

/** ECS describes some members of the service with its deployments only, such as `serviceConnectConfiguration`. */
const describedBy = (service: Service) => ({ ...primaryOf(service), ...service }) as unknown as Json

/**
 * What the service has and its file no longer has, in the form that removes it: an update keeps what
 * it leaves out. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 */
function removalsFor(
  service: Service,
  desired: CreateServiceCommandInput,
): Omit<UpdateServiceCommandInput, 'service'> {
  const { loadBalancers = [], serviceRegistries = [], enableExecuteCommand } = service
  const connect = primaryOf(service)?.serviceConnectConfiguration
  return {
    ...(loadBalancers.length > 0 && !desired.loadBalancers && { loadBalancers: [] }),
    ...(serviceRegistries.length > 0 && !desired.serviceRegistries && { serviceRegistries: [] }),
    ...(enableExecuteCommand &&
      desired.enableExecuteCommand === undefined && { enableExecuteCommand: false }),
    ...(connect?.enabled &&
      !desired.serviceConnectConfiguration && { serviceConnectConfiguration: { enabled: false } }),
  }
}

/** Finds the service, after waiting for one that is being deleted: it keeps its name until its last task has stopped. */
async function findUndrained(context: Context, service: AppService): Promise<Service | undefined> {
  const found = await findService(context, service)
  if (found?.status !== 'DRAINING') return found
  await waitForInactive(context, service)
  return undefined
}

/** Reduces CreateService's input to the members of UpdateService's. Scaling keeps the number of tasks that it chose. */
function updateOf(
  desired: CreateServiceCommandInput,
  { files }: AppService,
): Omit<UpdateServiceCommandInput, 'service'> {
  const members = new Set(memberNames(UpdateServiceRequest$))
  if (files.has('scaling')) members.delete('desiredCount')
  const { cluster: _, ...rest } = desired
  return Object.fromEntries(Object.entries(rest).filter(([name]) => members.has(name)))
}

/** Stops the tasks, deletes the service, and waits until its last task has stopped. */
export async function removeService(context: Context, service: AppService): Promise<void> {
  const { aws, app, changes } = context
  const found = await findService(context, service)
  if (!found) return
  const target = { cluster: app.name, service: service.name }
  await changes.remove(`ECS service ${service.name}`, isOurs(app, found.tags), async () => {
    if (found.status === 'ACTIVE') {
      await aws.ecs.send(new UpdateServiceCommand({ ...target, desiredCount: 0 }))
      await aws.ecs.send(new DeleteServiceCommand({ ...target, force: true }))
    }
    await waitForInactive(context, service)
  })
}

async function waitForInactive(context: Context, service: AppService) {
  let running = 0
  await wait({
    for: `the tasks of ECS service ${service.name} to stop`,
    seconds: 600,
    progress: context.progress,
    look: async () => {
      const found = await findService(context, service)
      running = found?.runningCount ?? 0
      return found ? undefined : true
    },
    observed: () => `${running} running`,
  })
}
