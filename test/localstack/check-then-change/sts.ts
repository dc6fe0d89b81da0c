import { ensureRole } from './resources.ts'
import type { Cases, World } from './world.ts'

export async function stsCases(world: World): Promise<Cases> {
  const RoleArn = await ensureRole(world, 'session')
  return {
    AssumeRole: { RoleArn, RoleSessionName: 'session' },
    AssumeRoleWithWebIdentity: { RoleArn, RoleSessionName: 'session', WebIdentityToken: 'token' },
    GetSessionToken: { DurationSeconds: 900, SerialNumber: 'arn:aws:iam::000000000000:mfa/u' },
  }
}
