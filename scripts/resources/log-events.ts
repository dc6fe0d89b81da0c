import { FilterLogEventsCommand, type FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'

/** Lines of a log group. */
export interface LogQuery {
  group: string
  /** The start of the names of the streams. */
  streams?: string | undefined
  /** Milliseconds. */
  since: number
  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
  pattern?: string | undefined
}

/** Reads the lines of a log group, oldest first. */
export async function readLogEvents(
  { aws }: Context,
  { group, streams, since, pattern }: LogQuery,
): Promise<FilteredLogEvent[]> {
  const all: FilteredLogEvent[] = []
  let nextToken: string | undefined
  do {
    const page = await unlessMissing(
      aws.logs.send(
        new FilterLogEventsCommand({
          logGroupName: group,
          logStreamNamePrefix: streams,
          startTime: since,
          filterPattern: pattern,
          nextToken,
        }),
      ),
      'ResourceNotFoundException',
    )
    if (!page) throw new Error(`there is no log group ${group}: run \`npm run bootstrap\` first`)
    all.push(...(page.events ?? []))
    nextToken = page.nextToken
  } while (nextToken)
  return all
}
