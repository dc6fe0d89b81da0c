import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DescribeTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs'
import type { ActionCall, StandIn } from '../run.ts'
import { awsConfig } from './aws-config.ts'
import { requireInput } from './required-input.ts'
import { withoutReadOnly } from './task-definition-file.ts'

interface ContainerDefinition {
  name?: string
  image?: string
  command?: string[]
  environment?: { name: string; value: string }[]
  secrets?: { name: string; valueFrom: string }[]
}

/** `aws-actions/amazon-ecs-render-task-definition`: puts an image in a task definition. */
export const renderTaskDefinition: StandIn = {
  inputs: ['task-definition', 'task-definition-arn', 'task-definition-family'].concat(
    ['task-definition-revision', 'container-name', 'image', 'environment-variables', 'secrets'],
    ['command', 'task-role-arn', 'execution-role-arn'],
  ),
  act: async (call) => {
    const { inputs, outputs, job } = call
    const names = requireInput(inputs, 'container-name').split(',')
    const image = requireInput(inputs, 'image')
    const rendered = withoutReadOnly(await readDefinition(call))
    if (!Array.isArray(rendered.containerDefinitions))
      throw new Error(
        'Invalid task definition format: containerDefinitions section is not present or is not an array',
      )
    const containers = rendered.containerDefinitions as ContainerDefinition[]
    for (const name of names) {
      const container = containers.find((one) => one.name === name)
      if (!container)
        throw new Error(
          'Invalid task definition: Could not find container definition with matching name',
        )
      container.image = image
      changeContainer(container, inputs)
    }
    if (inputs['task-role-arn']) rendered.taskRoleArn = inputs['task-role-arn']
    if (inputs['execution-role-arn']) rendered.executionRoleArn = inputs['execution-role-arn']
    const file = join(job.runnerTemp, `task-definition-${crypto.randomUUID()}.json`)
    writeFileSync(file, JSON.stringify(rendered, null, 2))
    outputs['task-definition'] = file
    return `${names.join(', ')} with ${image}`
  },
}

async function readDefinition(call: ActionCall): Promise<Record<string, unknown>> {
  const { inputs, job } = call
  const file = inputs['task-definition']
  if (file) {
    const path = resolve(job.workspace, file)
    if (!existsSync(path)) throw new Error(`Task definition file does not exist: ${file}`)
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  }
  const { 'task-definition-family': family, 'task-definition-revision': revision } = inputs
  const taskDefinition =
    inputs['task-definition-arn'] || (family && (revision ? `${family}:${revision}` : family))
  if (!taskDefinition)
    throw new Error(
      'Either task definition, task definition arn or task definition family must be provided',
    )
  const ecs = new ECSClient(awsConfig(call))
  const found = await ecs
    .send(new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] }))
    .catch((cause: Error) => {
      throw new Error(`Failed to describe task definition in ECS: ${cause.message}`, { cause })
    })
  return { ...found.taskDefinition, ...(found.tags && { tags: found.tags }) }
}

function changeContainer(container: ContainerDefinition, inputs: ActionCall['inputs']): void {
  if (inputs.command) container.command = inputs.command.split(' ')
  for (const [name, value] of pairsIn(inputs['environment-variables'], 'environment variable')) {
    const others = (container.environment ?? []).filter((one) => one.name !== name)
    container.environment = [...others, { name, value }]
  }
  for (const [name, valueFrom] of pairsIn(inputs.secrets, 'secret')) {
    const others = (container.secrets ?? []).filter((one) => one.name !== name)
    container.secrets = [...others, { name, valueFrom }]
  }
}

function pairsIn(text = '', what: string): [string, string][] {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.filter(Boolean).map((line) => {
    const at = line.indexOf('=')
    if (at < 0)
      throw new Error(
        `Cannot parse the ${what} '${line}'. ${what[0]!.toUpperCase()}${what.slice(1)} pairs must be of the form NAME=value.`,
      )
    return [line.slice(0, at), line.slice(at + 1)]
  })
}
