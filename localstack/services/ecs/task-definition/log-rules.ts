import { clientError } from '../errors.ts'
import type { ContainerInput, Registration } from './registration.ts'

const fargateDrivers = ['awslogs', 'splunk', 'awsfirelens']

/**
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html, and those of Docker's driver, but
 * for `awslogs-endpoint`, which ECS rejects: https://github.com/aws/amazon-ecs-cli has it in a comment.
 */
const awslogsOptions = [
  'awslogs-create-group',
  'awslogs-credentials-endpoint',
  'awslogs-datetime-format',
  'awslogs-force-flush-interval-seconds',
  'awslogs-format',
  'awslogs-group',
  'awslogs-max-buffered-events',
  'awslogs-multiline-pattern',
  'awslogs-region',
  'awslogs-stream',
  'awslogs-stream-prefix',
  'max-buffer-size',
  'mode',
  'tag',
]

/** Rejects log configurations that ECS rejects. */
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
  const unknown = Object.keys(options).filter((name) => !awslogsOptions.includes(name))
  if (unknown.length > 0)
    throw clientError(`Log driver awslogs disallows options: ${unknown.join(', ')}`)
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
