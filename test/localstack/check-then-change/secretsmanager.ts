import type { Cases, World } from './world.ts'

const token = (digit: number) => ({ ClientRequestToken: String(digit).repeat(32) })

export async function secretsmanagerCases({ run }: World): Promise<Cases> {
  await run('secretsmanager', 'CreateSecret', { Name: 's', SecretString: 'v', ...token(1) })
  return {
    CreateSecret: {
      Name: 'new',
      SecretString: 'v',
      SecretBinary: Buffer.from('v'),
      ...token(2),
    },
    DeleteSecret: { SecretId: 's', RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true },
    PutSecretValue: { SecretId: 's', SecretString: 'other', ...token(1) },
    UpdateSecret: { SecretId: 's', Description: 'd', SecretString: 'other', ...token(1) },
    DeleteResourcePolicy: { SecretId: 'absent' },
    PutResourcePolicy: { SecretId: 's', ResourcePolicy: '{}' },
    RestoreSecret: { SecretId: 'absent' },
    RotateSecret: { SecretId: 's', ...token(3) },
    TagResource: { SecretId: 's', Tags: [{ Key: 'aws:a', Value: '1' }] },
    UntagResource: { SecretId: 'absent', TagKeys: ['a'] },
    UpdateSecretVersionStage: {
      SecretId: 's',
      VersionStage: 'new',
      MoveToVersionId: 'absent'.repeat(6),
    },
    ValidateResourcePolicy: { SecretId: 's', ResourcePolicy: '{}' },
  }
}
