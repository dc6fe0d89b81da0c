import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  type Deployment,
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  type Service,
  UpdateServiceCommand,
  waitUntilServicesStable,
} from '@aws-sdk/client-ecs'
import { parse } from 'yaml'
import type { ActionCall, StandIn } from '../run.ts'
import { awsConfig } from './aws-config.ts'
import { requireInput } from './required-input.ts'
import { withoutEmpty, withoutReadOnly } from './task-definition-file.ts'

/** `aws-actions/amazon-ecs-deploy-task-definition`: the same calls in the same order, with its messages. */
export const deployTaskDefinition: StandIn = {
  inputs: ['task-definition', 'service', 'cluster', 'desired-count', 'force-new-deployment'].concat(
    ['wait-for-service-stability', 'wait-for-minutes', 'wait-max-delay-seconds'],
    ['enable-ecs-managed-tags', 'propagate-tags', 'max-retries'],
  ),
  act: async (call) => {
    const { inputs, outputs } = call
    const ecs = new ECSClient(awsConfig(call))
    const definition = readDefinitionFile(call)
    const registered = await ecs
      .send(new RegisterTaskDefinitionCommand(definition))
      .catch((cause: Error) => {
        throw new Error(`Failed to register task definition in ECS: ${cause.message}`, { cause })
      })
    const { taskDefinitionArn, family, revision } = registered.taskDefinition!
    outputs['task-definition-arn'] = taskDefinitionArn!
    const { service } = inputs
    if (!service) return `registered ${family}:${revision}`
    const target: Target = { cluster: inputs.cluster || 'default', service }
    const before = await requireService(ecs, target)
    checkController(before)
    const update = await ecs.send(
      new UpdateServiceCommand({
        ...target,
        taskDefinition: taskDefinitionArn!,
        ...optional(inputs),
      }),
    )
    if (inputs['wait-for-service-stability']?.toLowerCase() !== 'true')
      return `${service} is being updated to ${family}:${revision}`
    await waitForStability(ecs, target, call)
    const id = primaryOf(update.service)?.id
    if (id && id !== primaryOf(before)?.id) checkDeployment(await requireService(ecs, target), id)
    return `${service} runs ${family}:${revision}`
  },
}

interface Target {
  cluster: string
  service: string
}

function readDefinitionFile({ inputs, job }: ActionCall): RegisterTaskDefinitionCommandInput {
  const file = requireInput(inputs, 'task-definition')
  const text = readFileSync(resolve(job.workspace, file), 'utf8')
  return withoutReadOnly(
    withoutEmpty(parse(text)) as Record<string, unknown>,
  ) as unknown as RegisterTaskDefinitionCommandInput
}

async function requireService(ecs: ECSClient, { cluster, service }: Target): Promise<Service> {
  const { services, failures } = await ecs.send(
    new DescribeServicesCommand({ cluster, services: [service] }),
  )
  const [failure] = failures ?? []
  if (failure) throw new Error(`${failure.arn} is ${failure.reason}`)
  const found = services![0]!
  if (found.status !== 'ACTIVE') throw new Error(`Service is ${found.status}`)
  return found
}

function checkController({ deploymentController }: Service): void {
  const type = deploymentController?.type ?? 'ECS'
  if (type === 'CODE_DEPLOY') throw new Error('a deployment by CodeDeploy cannot be rehearsed')
  if (type !== 'ECS') throw new Error(`Unsupported deployment controller: ${type}`)
}

function optional(inputs: ActionCall['inputs']) {
  const desiredCount = Number.parseInt(inputs['desired-count'] ?? '')
  const managed = inputs['enable-ecs-managed-tags']
  const propagateTags = inputs['propagate-tags'] as 'SERVICE' | undefined
  return {
    forceNewDeployment: inputs['force-new-deployment']?.toLowerCase() === 'true',
    ...(Number.isInteger(desiredCount) && { desiredCount }),
    ...(managed && { enableECSManagedTags: managed.toLowerCase() === 'true' }),
    ...(propagateTags && { propagateTags }),
  }
}

/** The action asks every 15 s. The emulator's clock is faster. */
async function waitForStability(ecs: ECSClient, { cluster, service }: Target, call: ActionCall) {
  const minutes = Number.parseInt(call.inputs['wait-for-minutes'] ?? '') || 30
  const waiter = { client: ecs, minDelay: 1, maxDelay: 2, maxWaitTime: minutes * 60 }
  await waitUntilServicesStable(waiter, { cluster, services: [service] })
}

const primaryOf = (service: Service | undefined): Deployment | undefined =>
  service?.deployments?.find(({ status }) => status === 'PRIMARY')

/** A service that was rolled back is stable too. */
function checkDeployment({ deployments }: Service, id: string): void {
  const deployment = deployments?.find((one) => one.id === id)
  if (!deployment)
    throw new Error(
      `Deployment ${id} not found after stabilization. The deployment was likely rolled back by the deployment circuit breaker.`,
    )
  if (deployment.rolloutState === 'FAILED')
    throw new Error(`Deployment ${id} FAILED: ${deployment.rolloutStateReason || 'unknown reason'}`)
}
