import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import type { Task, TaskDefinition } from '@aws-sdk/client-ecs'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'
import { streamOf } from './log-stream.ts'

interface Stream {
  group: string
  name: string
  next?: string | undefined
}

/** Reads the lines that a task's containers have logged since the last read. */
export class LogReader {
  readonly #context: Context
  readonly #streams: Stream[]

  constructor(context: Context, { containerDefinitions = [] }: TaskDefinition, task: Task) {
    this.#context = context
    this.#streams = containerDefinitions.flatMap((container) => streamOf(container, task) ?? [])
  }

  async read(): Promise<string[]> {
    const lines: string[] = []
    for (const stream of this.#streams) lines.push(...(await this.#readStream(stream)))
    return lines
  }

  /** A container that has not started has no stream. The last page has the token with which it was read. */
  async #readStream(stream: Stream): Promise<string[]> {
    const lines: string[] = []
    for (;;) {
      const page = await unlessMissing(
        this.#context.aws.logs.send(
          new GetLogEventsCommand({
            logGroupName: stream.group,
            logStreamName: stream.name,
            startFromHead: true,
            nextToken: stream.next,
          }),
        ),
        'ResourceNotFoundException',
      )
      if (!page) return lines
      lines.push(...(page.events ?? []).map(({ message = '' }) => message.trimEnd()))
      if (page.nextForwardToken === stream.next) return lines
      stream.next = page.nextForwardToken
    }
  }
}
