import {
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  paginateListTaskDefinitions,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  RegisterTaskDefinitionRequest$,
  type TaskDefinition,
} from '@aws-sdk/client-ecs'
import type { Context } from '../release/context.ts'
import { checkMembers, memberNames } from '../release/members.ts'
import { isSame } from '../release/same.ts'
import { fill, type Json, readTemplate, type Values } from '../release/template.ts'
import { ecsTags } from './service.ts'

const file = 'task-definition.json'

/** Reads `.aws/task-definition.json` as the call that registers it. */
export function readTaskDefinition(values: Values): RegisterTaskDefinitionCommandInput {
  const json = fill(readTemplate(file), values, file)
  checkMembers(json, RegisterTaskDefinitionRequest$, file)
  return json as unknown as RegisterTaskDefinitionCommandInput
}

/** The parts of the task definition that have no placeholders. */
export interface TaskShape {
  port: number
  /** Docker's notation: `linux/amd64`. */
  platform: string
  /** The command of the container's health check, if it has one. */
  healthCommand: string[] | undefined
}

/** Reads what the network and the build need to know of the task definition. */
export function readTaskShape(): TaskShape {
  const json = readTemplate(file)
  checkMembers(json, RegisterTaskDefinitionRequest$, file)
  const { containerDefinitions = [], runtimePlatform } =
    json as unknown as RegisterTaskDefinitionCommandInput
  const [container] = containerDefinitions
  const port = container?.portMappings?.[0]?.containerPort
  if (!port)
    throw new Error(
      `.aws/${file}: containerDefinitions[0].portMappings[0].containerPort is missing`,
    )
  const arm = runtimePlatform?.cpuArchitecture === 'ARM64'
  const platform = arm ? 'linux/arm64' : 'linux/amd64'
  return { port, platform, healthCommand: container?.healthCheck?.command }
}

/** The newest active revision of the app's family. */
export async function findTaskDefinition({
  aws,
  app,
}: Context): Promise<TaskDefinition | undefined> {
  try {
    const { taskDefinition } = await aws.ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: app.name }),
    )
    return taskDefinition
  } catch (error) {
    if ((error as Error).message.startsWith('Unable to describe task definition')) return undefined
    throw error
  }
}

/** `family:revision`. */
export const shortName = (arn: string | undefined) => arn?.split('/').at(-1) ?? 'none'

/** Registers a revision if the newest one differs, or with `force`. */
export async function ensureTaskDefinition(
  context: Context,
  desired: RegisterTaskDefinitionCommandInput,
  { force = false } = {},
): Promise<TaskDefinition | undefined> {
  const { aws, app, changes } = context
  const latest = await findTaskDefinition(context)
  if (latest && !force && isSame(registrable(latest), desired as unknown as Json)) {
    changes.unchanged(`task definition ${shortName(latest.taskDefinitionArn)}`)
    return latest
  }
  let registered: TaskDefinition | undefined
  await changes.create(`task definition ${app.name}:${(latest?.revision ?? 0) + 1}`, async () => {
    const answer = await aws.ecs.send(
      new RegisterTaskDefinitionCommand({ ...desired, tags: ecsTags(app) }),
    )
    registered = answer.taskDefinition
    return registered!.taskDefinitionArn
  })
  return registered
}

/** Reduces a description to the members of RegisterTaskDefinition's input. */
function registrable(described: TaskDefinition): Json {
  const taken = new Set(memberNames(RegisterTaskDefinitionRequest$))
  const members = Object.entries(described).filter(([name]) => taken.has(name))
  return Object.fromEntries(members) as Json
}

/** Lists the revisions of the app's family, except those that are deleted or being deleted. */
export async function listTaskDefinitions({
  aws,
  app,
}: Context): Promise<Record<'ACTIVE' | 'INACTIVE', string[]>> {
  const list = async (status: 'ACTIVE' | 'INACTIVE') => {
    const arns: string[] = []
    const pages = paginateListTaskDefinitions(
      { client: aws.ecs },
      { familyPrefix: app.name, status },
    )
    for await (const { taskDefinitionArns = [] } of pages) arns.push(...taskDefinitionArns)
    return arns
  }
  return { ACTIVE: await list('ACTIVE'), INACTIVE: await list('INACTIVE') }
}

/** Deregisters and deletes every revision. ECS deletes them finally when no task uses them. */
export async function removeTaskDefinitions(context: Context): Promise<void> {
  const { aws, app, changes } = context
  const { ACTIVE: active, INACTIVE: inactive } = await listTaskDefinitions(context)
  const all = [...active, ...inactive]
  if (all.length === 0) return
  await changes.remove(`${all.length} revisions of task definition ${app.name}`, true, async () => {
    for (const taskDefinition of active)
      await aws.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition }))
    for (let start = 0; start < all.length; start += batchSize)
      await aws.ecs.send(
        new DeleteTaskDefinitionsCommand({ taskDefinitions: all.slice(start, start + batchSize) }),
      )
  })
}

const batchSize = 10
