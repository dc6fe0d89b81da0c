import { awsError } from '../../kernel/errors.ts'
import { defineService } from '../service.ts'
import { validationSentence } from '../../wire/validate.ts'
import { permissions } from './permissions.ts'
import { CreateLogGroup } from './operations/CreateLogGroup.ts'
import { CreateLogStream } from './operations/CreateLogStream.ts'
import { DeleteLogGroup } from './operations/DeleteLogGroup.ts'
import { DeleteLogStream } from './operations/DeleteLogStream.ts'
import { DeleteRetentionPolicy } from './operations/DeleteRetentionPolicy.ts'
import { DescribeLogGroups } from './operations/DescribeLogGroups.ts'
import { DescribeLogStreams } from './operations/DescribeLogStreams.ts'
import { FilterLogEvents } from './operations/FilterLogEvents.ts'
import { GetLogEvents } from './operations/GetLogEvents.ts'
import { ListTagsForResource } from './operations/ListTagsForResource.ts'
import { ListTagsLogGroup } from './operations/ListTagsLogGroup.ts'
import { PutLogEvents } from './operations/PutLogEvents.ts'
import { PutRetentionPolicy } from './operations/PutRetentionPolicy.ts'
import { StartLiveTail } from './operations/StartLiveTail.ts'
import { TagLogGroup } from './operations/TagLogGroup.ts'
import { TagResource } from './operations/TagResource.ts'
import { UntagLogGroup } from './operations/UntagLogGroup.ts'
import { UntagResource } from './operations/UntagResource.ts'
import { reconcileSegments } from './reconcile.ts'
import { startRetention } from './retention.ts'
import { removeAllSegments } from './segment.ts'

export const logs = defineService({
  name: 'logs',
  permissions,
  operations: {
    CreateLogGroup,
    CreateLogStream,
    DeleteLogGroup,
    DeleteLogStream,
    DeleteRetentionPolicy,
    DescribeLogGroups,
    DescribeLogStreams,
    FilterLogEvents,
    GetLogEvents,
    ListTagsForResource,
    ListTagsLogGroup,
    PutLogEvents,
    PutRetentionPolicy,
    StartLiveTail,
    TagLogGroup,
    TagResource,
    UntagLogGroup,
    UntagResource,
  },
  ignored: {
    CreateLogGroup: ['kmsKeyId'],
    DescribeLogGroups: ['accountIdentifiers', 'includeLinkedAccounts'],
    FilterLogEvents: ['interleaved', 'startFromHead', 'unmask'],
    GetLogEvents: ['unmask'],
    PutLogEvents: ['entity', 'sequenceToken'],
  },
  /** A batch has a megabyte of messages, which JSON may escape. */
  bodyLimits: { PutLogEvents: 8 * 1024 * 1024 },
  invalid: (violations) => awsError('InvalidParameterException', validationSentence(violations)),
  start(emulator) {
    reconcileSegments(emulator)
    emulator.store.onReset(() => removeAllSegments(emulator))
    return startRetention(emulator)
  },
})
