import type { Cases, World } from './world.ts'

const resourceArn = 'arn:aws:logs:us-east-1:000000000000:log-group:g'
const group = { logGroupName: 'g' }
const absent = { logGroupName: 'absent' }

export async function logsCases({ run }: World): Promise<Cases> {
  await run('logs', 'CreateLogGroup', group)
  await run('logs', 'CreateLogStream', { ...group, logStreamName: 's' })
  const events = [
    { timestamp: Date.now(), message: 'later' },
    { timestamp: Date.now() - 1000, message: 'earlier' },
  ]
  return {
    CreateLogGroup: { ...group, tags: { a: '1' } },
    CreateLogStream: { ...group, logStreamName: 's' },
    DeleteLogGroup: absent,
    DeleteLogStream: { ...group, logStreamName: 'absent' },
    DeleteRetentionPolicy: absent,
    PutLogEvents: { ...group, logStreamName: 's', logEvents: events },
    PutRetentionPolicy: { ...group, retentionInDays: 2 },
    StartLiveTail: { logGroupIdentifiers: [resourceArn, `${resourceArn}0`] },
    TagLogGroup: { ...absent, tags: { a: '1' } },
    TagResource: { resourceArn: `${resourceArn}0`, tags: { a: '1' } },
    UntagLogGroup: { ...absent, tags: ['a'] },
    UntagResource: { resourceArn: `${resourceArn}0`, tagKeys: ['a'] },
    AssociateKmsKey: { ...absent, kmsKeyId: 'arn:aws:kms:us-east-1:000000000000:key/k' },
    DeleteMetricFilter: { ...group, filterName: 'absent' },
    DeleteResourcePolicy: { policyName: 'absent' },
    DisassociateKmsKey: absent,
    PutLogGroupDeletionProtection: {
      logGroupIdentifier: 'absent',
      deletionProtectionEnabled: true,
    },
    PutMetricFilter: {
      ...absent,
      filterName: 'f',
      filterPattern: '',
      metricTransformations: [{ metricName: 'm', metricNamespace: 'n', metricValue: '1' }],
    },
    PutResourcePolicy: { policyName: 'p' },
  }
}
