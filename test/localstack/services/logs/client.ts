import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Target } from '../../../support/target.ts'

/** A log stream as a test uses it. */
export class Stream {
  readonly logs: CloudWatchLogsClient
  readonly names: { logGroupName: string; logStreamName: string }

  constructor(target: Target, logGroupName: string, logStreamName = 'stream') {
    this.logs = new CloudWatchLogsClient(target.config)
    this.names = { logGroupName, logStreamName }
  }

  /** Creates the stream, and its group if there is none. */
  async create(): Promise<this> {
    const { logGroupName } = this.names
    await this.logs
      .send(new CreateLogGroupCommand({ logGroupName }))
      .catch(({ name }: Error) => assertExists(name))
    await this.logs.send(new CreateLogStreamCommand(this.names))
    return this
  }

  /** Puts messages, one ms after the other. */
  put(messages: string[], from = Date.now() - messages.length) {
    const logEvents = messages.map((message, index) => ({ message, timestamp: from + index }))
    return this.logs.send(new PutLogEventsCommand({ ...this.names, logEvents }))
  }

  async get(): Promise<string[]> {
    const { events } = await this.logs.send(
      new GetLogEventsCommand({ ...this.names, startFromHead: true }),
    )
    return events!.map(({ message }) => message!)
  }
}

function assertExists(name: string): void {
  if (name !== 'ResourceAlreadyExistsException') throw new Error(name)
}
