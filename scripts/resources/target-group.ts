import {
  type CreateTargetGroupCommandInput,
  CreateTargetGroupCommand,
  CreateTargetGroupInput$,
  DeleteTargetGroupCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  ModifyTargetGroupInput$,
  type TargetGroup,
  type TargetGroupAttribute,
  TargetGroupAttribute$,
  type TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { tagList } from '../release/app.ts'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'
import { checkMembers, memberNames } from '../release/members.ts'
import { type Difference, hasAll, missingFrom } from '../release/same.ts'
import type { AppService } from '../release/services.ts'
import { fill, type Json, readTemplate, type Values } from '../release/template.ts'
import { isOurBalancing } from './load-balancer.ts'

export interface DesiredTargetGroup {
  input: Omit<CreateTargetGroupCommandInput, 'Name'>
  attributes: TargetGroupAttribute[]
}

/** Reads `target-group.json`: CreateTargetGroup's input, and `Attributes` as ModifyTargetGroupAttributes takes them. */
export function readTargetGroup({ name }: AppService, values: Values): DesiredTargetGroup {
  const file = `${name}/target-group.json`
  const { Attributes = [], ...input } = fill(readTemplate(file), values, file) as Record<
    string,
    Json
  >
  checkMembers(input, CreateTargetGroupInput$, file)
  if (!Array.isArray(Attributes)) throw new Error(`.aws/${file}: Attributes must be a list`)
  for (const attribute of Attributes) checkMembers(attribute, TargetGroupAttribute$, file)
  return { input, attributes: Attributes as unknown as TargetGroupAttribute[] }
}

/** The path of the load balancer's health check; undefined if the service is not behind one. */
export const readHealthPath = ({ name, files }: AppService): string | undefined =>
  files.has('target-group')
    ? (readTemplate(`${name}/target-group.json`) as { HealthCheckPath?: string }).HealthCheckPath
    : undefined

/** The port of its own to which the load balancer sends health checks, if there is one. */
export function readHealthPorts({ name, files }: AppService): number[] {
  if (!files.has('target-group')) return []
  const { HealthCheckPort } = readTemplate(`${name}/target-group.json`) as {
    HealthCheckPort?: string
  }
  return HealthCheckPort && /^\d+$/.test(HealthCheckPort) ? [Number(HealthCheckPort)] : []
}

export async function findTargetGroup(
  { aws }: Context,
  { group }: AppService,
): Promise<TargetGroup | undefined> {
  const found = await unlessMissing(
    aws.elb.send(new DescribeTargetGroupsCommand({ Names: [group] })),
    'TargetGroupNotFoundException',
  )
  return found?.TargetGroups?.[0]
}

/** The health of a group's targets; a group that was deleted has none. */
export async function readTargetHealth(
  { aws }: Context,
  { TargetGroupArn }: TargetGroup,
): Promise<TargetHealthDescription[]> {
  const found = await unlessMissing(
    aws.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn })),
    'TargetGroupNotFoundException',
  )
  return found?.TargetHealthDescriptions ?? []
}

/** The ports of the targets that are registered for a service, also of those that drain. */
export async function readTargetPorts(context: Context, service: AppService): Promise<number[]> {
  const group = await findTargetGroup(context, service)
  const targets = group ? await readTargetHealth(context, group) : []
  return targets.flatMap(({ Target }) => Target?.Port ?? [])
}

/** Creates or updates the target group of a service. Returns its ARN. */
export async function ensureTargetGroup(
  context: Context,
  service: AppService,
  { vpc, values }: { vpc: string; values: Values },
): Promise<string> {
  const { aws, app, changes } = context
  const what = `target group ${service.group}`
  const desired = readTargetGroup(service, values)
  const group = await findTargetGroup(context, service)
  if (!group)
    return changes.create(what, async () => {
      const { TargetGroups } = await aws.elb.send(
        new CreateTargetGroupCommand({
          Name: service.group,
          VpcId: vpc,
          ...desired.input,
          Tags: tagList(app),
        }),
      )
      await setAttributes(context, TargetGroups![0]!, desired)
      return TargetGroups![0]!.TargetGroupArn
    })
  const differences = await differencesOf(context, group, desired)
  await changes.converge(what, differences, () => makeAsDesired(context, group, desired))
  return group.TargetGroupArn!
}

async function differencesOf(
  { aws }: Context,
  group: TargetGroup,
  { input, attributes }: DesiredTargetGroup,
): Promise<Difference[]> {
  const { Attributes = [] } = await aws.elb.send(
    new DescribeTargetGroupAttributesCommand({ TargetGroupArn: group.TargetGroupArn }),
  )
  const valuesOf = (all: TargetGroupAttribute[]) =>
    Object.fromEntries(all.map(({ Key, Value }) => [Key!, Value!]))
  return [
    ...missingFrom(group as unknown as Json, input as unknown as Json),
    ...missingFrom(valuesOf(Attributes), valuesOf(attributes)),
  ]
}

/** What ModifyTargetGroup cannot change stays: AWS keeps protocol and port of a target group. */
async function makeAsDesired(context: Context, group: TargetGroup, desired: DesiredTargetGroup) {
  const members = new Set(memberNames(ModifyTargetGroupInput$))
  const fixed = Object.entries(desired.input)
    .filter(([name]) => !members.has(name))
    .filter(([name, value]) => !hasAll(group as unknown as Json, { [name]: value } as Json))
  if (fixed.length > 0)
    throw new Error(
      `${fixed.map(([name]) => name).join(' and ')} of target group ${group.TargetGroupName} cannot be changed: run \`npm run destroy\`, or give the service another name`,
    )
  const changing = Object.entries(desired.input).filter(([name]) => members.has(name))
  await context.aws.elb.send(
    new ModifyTargetGroupCommand({
      TargetGroupArn: group.TargetGroupArn,
      ...Object.fromEntries(changing),
    }),
  )
  await setAttributes(context, group, desired)
}

async function setAttributes(
  { aws }: Context,
  { TargetGroupArn }: TargetGroup,
  { attributes }: DesiredTargetGroup,
): Promise<void> {
  if (attributes.length === 0) return
  await aws.elb.send(
    new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes: attributes }),
  )
}

export async function removeTargetGroup(context: Context, service: AppService): Promise<void> {
  const { aws, changes } = context
  const group = await findTargetGroup(context, service)
  if (!group) return
  const ours = await isOurBalancing(context, group.TargetGroupArn!)
  await changes.remove(`target group ${service.group}`, ours, () =>
    aws.elb.send(new DeleteTargetGroupCommand({ TargetGroupArn: group.TargetGroupArn })),
  )
}
