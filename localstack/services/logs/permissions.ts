import { arn } from '../../kernel/arn.ts'
import type { Call } from '../../kernel/scope.ts'
import { type PermissionTable, on, onEach, tagRecord } from '../../access/permission.ts'
import { findLogGroup, groupNameIn } from './group.ts'

interface Group {
  logGroupName?: string
  logGroupIdentifier?: string
}

/** The resource of a log group's permission covers all of its streams. */
const groupArn = (call: Call, name: string) => arn(call, 'logs', `log-group:${name}:log-stream:`)

const nameOf = ({ logGroupName, logGroupIdentifier = '' }: Group) =>
  logGroupName ?? groupNameIn(logGroupIdentifier)

const group = on((input: Group, call) => groupArn(call, nameOf(input)))

const stream = on((input: Group & { logStreamName?: string | undefined }, call) =>
  arn(call, 'logs', `log-group:${nameOf(input)}:log-stream:${input.logStreamName ?? ''}`),
)

/** The tagging operations name a group without its streams. */
const taggedResource = on(({ resourceArn }: { resourceArn: string }) =>
  resourceArn.replace(/:\*$/, ''),
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
    DeleteRetentionPolicy: group,
    DescribeLogGroups: everyGroup,
    DescribeLogStreams: group,
    FilterLogEvents: group,
    GetLogEvents: stream,
    ListTagsForResource: taggedResource,
    ListTagsLogGroup: group,
    PutLogEvents: stream,
    PutRetentionPolicy: group,
    StartLiveTail: onEach(({ logGroupIdentifiers }: { logGroupIdentifiers: string[] }, call) =>
      logGroupIdentifiers.map((identifier) => groupArn(call, groupNameIn(identifier))),
    ),
    TagLogGroup: group,
    TagResource: taggedResource,
    UntagLogGroup: group,
    UntagResource: taggedResource,
  },
}
