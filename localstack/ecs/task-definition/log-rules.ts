import { clientError } from '../errors.ts'
import type { ContainerInput, Registration } from './rules.ts'

const fargateDrivers = ['awslogs', 'splunk', 'awsfirelens']

/** What ECS refuses in a container's log configuration. */
export function checkLogging({ logConfiguration }: ContainerInput, task: Registration): void {
  if (!logConfiguration) return
  const fargate = task.requiresCompatibilities?.includes('FARGATE') ?? false
  const { logDriver, options = {} } = logConfiguration
  if (fargate && !fargateDrivers.includes(logDriver))
    throw clientError(
      `${logDriver} is not a valid log driver. Must be one of [${fargateDrivers.join(', ')}]`,
    )
  if (logDriver === 'awslogs') checkAwslogs(options, task, fargate)
  if (
    logDriver === 'awsfirelens' &&
    !task.containerDefinitions.some((c) => c.firelensConfiguration)
  )
    throw clientError(
      'When awsfirelens log driver is specified in log configuration, a firelens configuration object must be specified.',
    )
}

function checkAwslogs(options: Record<string, string>, task: Registration, fargate: boolean): void {
  if (!options['awslogs-group'])
    throw clientError('Log driver awslogs requires options: awslogs-group')
  if (!fargate) return
  if (!options['awslogs-stream-prefix'])
    throw clientError(
      'Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.',
    )
  if (!task.executionRoleArn)
    throw clientError(
      'Fargate requires task definition to have execution role ARN to support log driver awslogs.',
    )
}
