import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Actor, Life } from '../actor.ts'

const prefix = '/sweep-logs/'
const open = ({ target }: Life) => new CloudWatchLogsClient(target.config)
const logStreamName = 'stream'

/** The key of a group is its name; that of its stream, whose value is the number of its events, has a suffix. */
const streamOf = (group: string) => `${group}#`

/** Makes log groups with a stream, puts events into them and deletes them. */
export const logs: Actor = {
  prefix,
  async act(life) {
    const { ledger, random } = life
    const logGroupName = prefix + random.below(3)
    const stream = streamOf(logGroupName)
    if (ledger.value(logGroupName) === undefined)
      return ledger.change({ [logGroupName]: 'there' }, () =>
        open(life).send(new CreateLogGroupCommand({ logGroupName })),
      )
    const count = ledger.value(stream)
    if (count === undefined)
      return ledger.change({ [stream]: '0' }, () =>
        open(life).send(new CreateLogStreamCommand({ logGroupName, logStreamName })),
      )
    if (random() < 0.15) return remove(life, logGroupName)
    const logEvents = [{ timestamp: Date.now(), message: 'x'.repeat(random.below(2000) + 1) }]
    return ledger.change({ [stream]: String(Number(count) + 1) }, () =>
      open(life).send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents })),
    )
  },
  async observe(life) {
    const found = new Map<string, string>()
    const client = open(life)
    const { logGroups = [] } = await client.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: prefix }),
    )
    for (const { logGroupName } of logGroups) {
      found.set(logGroupName!, 'there')
      const { logStreams = [] } = await client.send(new DescribeLogStreamsCommand({ logGroupName }))
      if (logStreams.length === 0) continue
      const { events = [] } = await client.send(
        new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true }),
      )
      found.set(streamOf(logGroupName!), String(events.length))
    }
    return found
  },
  async tearDown(life) {
    for (const key of life.ledger.keys(prefix)) if (!key.endsWith('#')) await remove(life, key)
  },
}

const remove = (life: Life, logGroupName: string) =>
  life.ledger.change({ [logGroupName]: undefined, [streamOf(logGroupName)]: undefined }, () =>
    open(life).send(new DeleteLogGroupCommand({ logGroupName })),
  )
