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
import { differences } from '../release/same.ts'
import type { AppService } from '../release/services.ts'
import { fill, type Json, readTemplate, type Values } from '../release/template.ts'
import { ecsTags } from './service.ts'

/** Reads a service's `task-definition.json` as the call that registers it. */
export function readTaskDefinition(
  { name, family }: AppService,
  values: Values,
): RegisterTaskDefinitionCommandInput {
  const file = `${name}/task-definition.json`
  const json = fill(readTemplate(file), values, file)
  checkMembers(json, RegisterTaskDefinitionRequest$, file)
  const input = json as unknown as RegisterTaskDefinitionCommandInput
  if (input.family !== family)
    throw new Error(`.aws/${file}: family must be "\${APP_NAME}-${name}", which is ${family} here`)
  return input
}

/** The newest active revision of a service's family. */
export async function findTaskDefinition(
  { aws }: Context,
  { family }: AppService,
): Promise<TaskDefinition | undefined> {
  try {
    const { taskDefinition } = await aws.ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: family }),
    )
    return taskDefinition
  } catch (error) {
    if ((error as Error).message.startsWith('Unable to describe task definition')) return undefined
    throw error
  }
}

/** A task definition by its ARN. */
export async function requireTaskDefinition(
  { aws }: Context,
  arn: string,
): Promise<TaskDefinition> {
  const { taskDefinition } = await aws.ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: arn }),
  )
  return taskDefinition!
}

/** `family:revision`. */
export const shortName = (arn: string | undefined) => arn?.split('/').at(-1) ?? 'none'

/** Registers a revision if the newest one differs, or with `force`. */
export async function ensureTaskDefinition(
  context: Context,
  service: AppService,
  { desired, force = false }: { desired: RegisterTaskDefinitionCommandInput; force?: boolean },
): Promise<TaskDefinition | undefined> {
  const { aws, app, changes } = context
  const latest = await findTaskDefinition(context, service)
  const changed = latest && differences(registrable(latest), desired as unknown as Json)
  if (latest && !force && changed?.length === 0) {
    changes.unchanged(`task definition ${shortName(latest.taskDefinitionArn)}`)
    return latest
  }
  let registered: TaskDefinition | undefined
  await changes.create(
    `task definition ${service.family}:${(latest?.revision ?? 0) + 1}`,
    async () => {
      const answer = await aws.ecs.send(
        new RegisterTaskDefinitionCommand({ ...desired, tags: ecsTags(app) }),
      )
      registered = answer.taskDefinition
      return registered!.taskDefinitionArn
    },
    changed,
  )
  return registered
}

/** Reduces a description to the members of RegisterTaskDefinition's input. */
function registrable(described: TaskDefinition): Json {
  const taken = new Set(memberNames(RegisterTaskDefinitionRequest$))
  const members = Object.entries(described).filter(([name]) => taken.has(name))
  return Object.fromEntries(members) as Json
}

/** Lists the revisions of a service's family, except those that are deleted or being deleted. */
export async function listTaskDefinitions(
  { aws }: Context,
  { family }: AppService,
): Promise<Record<'ACTIVE' | 'INACTIVE', string[]>> {
  const list = async (status: 'ACTIVE' | 'INACTIVE') => {
    const arns: string[] = []
    const pages = paginateListTaskDefinitions({ client: aws.ecs }, { familyPrefix: family, status })
    for await (const { taskDefinitionArns = [] } of pages) arns.push(...taskDefinitionArns)
    return arns
  }
  return { ACTIVE: await list('ACTIVE'), INACTIVE: await list('INACTIVE') }
}

/** Deregisters and deletes every revision. ECS deletes them finally when no task uses them. */
export async function removeTaskDefinitions(context: Context, service: AppService): Promise<void> {
  const { aws, changes } = context
  const { ACTIVE: active, INACTIVE: inactive } = await listTaskDefinitions(context, service)
  const all = [...active, ...inactive]
  if (all.length === 0) return
  await changes.remove(
    `${all.length} revisions of task definition ${service.family}`,
    true,
    async () => {
      for (const taskDefinition of active)
        await aws.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition }))
      for (let start = 0; start < all.length; start += batchSize)
        await aws.ecs.send(
          new DeleteTaskDefinitionsCommand({
            taskDefinitions: all.slice(start, start + batchSize),
          }),
        )
    },
  )
}

const batchSize = 10
