import type { Cases, World } from './world.ts'

const token = (digit: number) => ({ ClientRequestToken: String(digit).repeat(32) })

export async function secretsmanagerCases({ run }: World): Promise<Cases> {
  await run('secretsmanager', 'CreateSecret', { Name: 's', SecretString: 'v', ...token(1) })
  return {
    CreateSecret: { Name: 's', SecretString: 'other', ...token(2) },
    DeleteSecret: { SecretId: 's', RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true },
    PutSecretValue: { SecretId: 's', SecretString: 'other', ...token(1) },
    UpdateSecret: { SecretId: 's', Description: 'd', SecretString: 'other', ...token(1) },
  }
}
