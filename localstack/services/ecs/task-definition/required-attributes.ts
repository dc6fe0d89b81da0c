import type { Attribute } from '@aws-sdk/client-ecs'
import { isEcrImage } from '../../ecr/public.ts'
import type { Registration } from './registration.ts'

/** The attributes that a container instance needs to run a definition, derived from it as ECS does. */
export function requiredAttributes(input: Registration): Attribute[] {
  const { containerDefinitions, networkMode, taskRoleArn, executionRoleArn } = input
  const uses = (test: (container: (typeof containerDefinitions)[number]) => unknown) =>
    containerDefinitions.some((container) => test(container))
  const awslogs = uses(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs')
  const names = [
    awslogs && 'com.amazonaws.ecs.capability.logging-driver.awslogs',
    awslogs && executionRoleArn && 'ecs.capability.execution-role-awslogs',
    uses(({ image = '' }) => isEcrImage(image)) && 'com.amazonaws.ecs.capability.ecr-auth',
    executionRoleArn &&
      uses(({ image = '' }) => isEcrImage(image)) &&
      'ecs.capability.execution-role-ecr-pull',
    uses(({ healthCheck }) => healthCheck) && 'ecs.capability.container-health-check',
    uses(({ dependsOn }) => dependsOn?.length) && 'ecs.capability.container-ordering',
    taskRoleArn && 'com.amazonaws.ecs.capability.task-iam-role',
    networkMode === 'awsvpc' && 'ecs.capability.task-eni',
    'com.amazonaws.ecs.capability.docker-remote-api.1.18',
  ]
  return names.filter((name): name is string => Boolean(name)).map((name) => ({ name }))
}
