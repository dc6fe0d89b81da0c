import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs'
import { SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam'
import { unlessMissing } from '../release/aws.ts'
import type { App } from '../release/app.ts'
import { imagesOf } from '../release/app-images.ts'
import type { Context } from '../release/context.ts'
import { logGroupsOf } from '../release/log-groups.ts'
import { secretPattern, secretsOf } from '../release/secret-names.ts'
import type { AppService } from '../release/services.ts'
import type { Values } from '../release/template.ts'
import { fail, type Finding, fine, notChecked } from './finding.ts'
import type { Seen } from './seen.ts'

/** An action that the policies of the execution role do not allow. */
export interface Denial {
  action: string
  resource: string
}

interface Need {
  actions: string[]
  resource: string
}

interface Task {
  service: AppService
  task: RegisterTaskDefinitionCommandInput
}

/** Lists what ECS does with the execution role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html */
export function executionNeeds(app: App, { service }: Task, values: Values): Need[] {
  const at = (name: string) => `arn:aws:${name}:${values.REGION}:${values.ACCOUNT_ID}`
  const pull = [
    { actions: ['ecr:GetAuthorizationToken'], resource: '*' },
    ...imagesOf(app, [service]).map(({ repository }) => ({
      actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resource: `${at('ecr')}:repository/${repository}`,
    })),
  ]
  const logs = logGroupsOf(service, values).map((group) => ({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resource: `${at('logs')}:log-group:${group}:log-stream:any`,
  }))
  const secrets = secretsOf(service, values).map((name) =>
    name.startsWith('arn:aws:secretsmanager:')
      ? { actions: ['secretsmanager:GetSecretValue'], resource: secretPattern(name) }
      : {
          actions: ['ssm:GetParameters'],
          resource: name.startsWith('arn:')
            ? name
            : `${at('ssm')}:parameter/${name.replace(/^\//, '')}`,
        },
  )
  return [...(app.visibility === 'private' ? pull : []), ...logs, ...secrets]
}

/** Asks IAM which of these actions the policies of the execution role deny. Undefined for a role that does not exist. */
export async function simulate(
  context: Context,
  own: Task,
  values: Values,
): Promise<Denial[] | undefined> {
  const { executionRoleArn: PolicySourceArn } = own.task
  if (!PolicySourceArn) return undefined
  const needs = executionNeeds(context.app, own, values)
  const denials = await Promise.all(
    needs.map(async ({ actions, resource }) => {
      const answer = await unlessMissing(
        context.aws.iam.send(
          new SimulatePrincipalPolicyCommand({
            PolicySourceArn,
            ActionNames: actions,
            ResourceArns: [resource],
          }),
        ),
        'NoSuchEntityException',
      )
      return answer?.EvaluationResults?.filter(
        ({ EvalDecision }) => EvalDecision !== 'allowed',
      ).map(({ EvalActionName }) => ({ action: EvalActionName!, resource }))
    }),
  )
  if (denials.includes(undefined)) return undefined
  return denials.flatMap((all) => all ?? [])
}

/** Checks that the execution role may pull the image, write the logs and read the secrets. */
export function checkPermissions(
  { service }: Task,
  denials: Seen<Denial[] | undefined>,
): Finding[] {
  const what = 'permissions of the execution role'
  if ('unseen' in denials) return [notChecked(what, denials.unseen, service.name)]
  if (!denials.value) return []
  if (denials.value.length === 0)
    return [fine(`${what} suffice: image, logs, secrets`, { service: service.name })]
  return denials.value.map(({ action, resource }) =>
    fail(`the execution role may not do ${action} on ${resource}`, {
      service: service.name,
      says: `is not authorized to perform: ${action} on resource: ${resource}`,
      fix: 'run `npm run bootstrap` as an administrator, which gives the role .aws/policies/execution.json',
    }),
  )
}
