import { arn } from '../../kernel/arn.ts'
import type { Call } from '../../kernel/scope.ts'
import {
  type PermissionTable,
  on,
  onAnyResource,
  onEach,
  tagRecord,
} from '../../access/permission.ts'
import { findLogGroup, groupNameIn } from './group.ts'

interface Group {
  logGroupName?: string | undefined
  logGroupIdentifier?: string | undefined
}

/** The resource of a log group's permission covers all of its streams. */
const groupArn = (call: Call, name: string) => arn(call, 'logs', `log-group:${name}:log-stream:`)

/** The ARN of a group, by its name or ARN, with what follows it. */
function arnOf(call: Call, { logGroupName, logGroupIdentifier = '' }: Group, rest: string): string {
  const name = groupNameIn(call, logGroupName ?? logGroupIdentifier)
  return name.startsWith('arn:')
    ? `${name.replace(/:\*$/, '')}:${rest}`
    : arn(call, 'logs', `log-group:${name}:${rest}`)
}

const group = on((input: Group, call) => arnOf(call, input, 'log-stream:'))

const stream = on((input: Group & { logStreamName?: string | undefined }, call) =>
  arnOf(call, input, `log-stream:${input.logStreamName ?? ''}`),
)

/** The tagging operations name a group without its streams. */
const taggedResource = on(({ resourceArn }: { resourceArn: string }) =>
  resourceArn.replace(/:\*$/, ''),
)

const encryptedGroup = on(
  (input: { logGroupName?: string | undefined; resourceIdentifier?: string | undefined }, call) =>
    arnOf(
      call,
      { logGroupIdentifier: input.logGroupName ?? input.resourceIdentifier },
      'log-stream:',
    ),
)

const everyGroup = on((_: object, call) => groupArn(call, ''))

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
export const permissions: PermissionTable = {
  keys: [],
  tagsOf: (call, resource) => {
    const name = /:log-group:([^:]*)/.exec(resource)?.[1] ?? ''
    return tagRecord(findLogGroup(call, name)?.tags)
  },
  rules: {
    AssociateKmsKey: encryptedGroup,
    CreateLogGroup: (
      input: { logGroupName: string; tags?: Record<string, string> | undefined },
      call,
    ) => [
      { resource: groupArn(call, input.logGroupName) },
      ...(Object.keys(input.tags ?? {}).length === 0
        ? []
        : [
            {
              action: 'logs:TagResource',
              resource: arn(call, 'logs', `log-group:${input.logGroupName}`),
            },
          ]),
    ],
    CreateLogStream: stream,
    DeleteLogGroup: group,
    DeleteLogStream: stream,
    DeleteMetricFilter: group,
    DeleteResourcePolicy: onAnyResource,
    DeleteRetentionPolicy: group,
    DescribeLogGroups: everyGroup,
    DescribeLogStreams: group,
    DescribeMetricFilters: ({ logGroupName = '' }: Group, call) => ({
      resource: groupArn(call, logGroupName),
    }),
    DescribeResourcePolicies: onAnyResource,
    DescribeSubscriptionFilters: group,
    DisassociateKmsKey: encryptedGroup,
    FilterLogEvents: group,
    GetLogEvents: stream,
    ListTagsForResource: taggedResource,
    ListTagsLogGroup: group,
    PutLogEvents: stream,
    PutLogGroupDeletionProtection: group,
    PutMetricFilter: group,
    PutResourcePolicy: onAnyResource,
    PutRetentionPolicy: group,
    StartLiveTail: onEach(({ logGroupIdentifiers }: { logGroupIdentifiers: string[] }, call) =>
      logGroupIdentifiers.map((logGroupIdentifier) =>
        arnOf(call, { logGroupIdentifier }, 'log-stream:'),
      ),
    ),
    TagLogGroup: group,
    TagResource: taggedResource,
    UntagLogGroup: group,
    UntagResource: taggedResource,
  },
}
