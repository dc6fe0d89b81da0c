import type {
  LogGroup,
  LogStream,
  MetricFilter,
  ResourcePolicy,
} from '@aws-sdk/client-cloudwatch-logs'

export interface LogGroupRecord extends LogGroup {
  logGroupName: string
  tags: Map<string, string>
}

export interface LogStreamRecord extends LogStream {
  logStreamName: string
  id: number
  creationTime: number
  /** The number of events that the stream ever got. */
  ingested: number
  /** The id of the segment to which events are added. */
  lastSegment?: number
}

export interface MetricFilterRecord extends MetricFilter {
  filterName: string
  logGroupName: string
}

export interface ResourcePolicyRecord extends ResourcePolicy {
  policyName: string
}

/**
 * A file of log events, one a line, in the order of their arrival. Bytes beyond `size` do not count, so that a call
 * that fails after the write, or a process that ends there, has added nothing.
 */
export interface SegmentRecord {
  id: number
  /** In bytes. */
  size: number
  /** The earliest timestamp. */
  from: number
  /** The latest timestamp. */
  to: number
}
