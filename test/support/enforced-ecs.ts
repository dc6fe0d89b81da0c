import {
  CreateServiceLinkedRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam'
import { openEcs } from './ecs.ts'
import { allow, policyOf } from './identity.ts'
import { openEmulator } from './target.ts'

/** An emulator that enforces IAM, with a cluster whose tasks may write logs. */
export async function openEnforcedEcs() {
  const target = await openEmulator({ enforceIam: true })
  const iam = new IAMClient(target.config)
  await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'ecs.amazonaws.com' }))
  const app = await openEcs(target)
  const PolicyDocument = policyOf(allow(['logs:CreateLogStream', 'logs:PutLogEvents']))
  const RoleName = 'execution'
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'logs', PolicyDocument }))
  return {
    target,
    app,
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]()
      await target[Symbol.asyncDispose]()
    },
  }
}
