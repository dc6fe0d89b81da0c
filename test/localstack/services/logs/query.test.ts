import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs'
import { openTarget, type Target, unique } from '../../../support/target.ts'
import { Stream } from './client.ts'

describe('queries of log events', () => {
  let target: Target
  let logs: CloudWatchLogsClient
  const start = Date.now() - 60 * 60 * 1000
  const logGroupName = unique('/queries')
  const padding = 'x'.repeat(100)
  const count = 9000

  /** Two streams of several files each; every third batch is older than the one before. */
  before(async () => {
    target = await openTarget()
    logs = new CloudWatchLogsClient(target.config)
    for (const name of ['a', 'b']) {
      const stream = await new Stream(target, logGroupName, name).create()
      for (const batch of [1, 2, 0, 4, 5, 3, 7, 8, 6]) {
        const first = batch * 1000
        const messages = Array.from({ length: 1000 }, (_, n) => `${name}${first + n} ${padding}`)
        await stream.put(messages, start + first)
      }
    }
  })
  after(() => target[Symbol.asyncDispose]())

  const numberOf = (message = '') => Number(/^\w(\d+)/.exec(message)?.[1])

  const get = (settings: Partial<GetLogEventsCommandInput>) =>
    logs.send(new GetLogEventsCommand({ logGroupName, logStreamName: 'a', ...settings }))

  const filter = (settings: Partial<FilterLogEventsCommandInput>) =>
    logs.send(new FilterLogEventsCommand({ logGroupName, ...settings }))

  const all = Array.from({ length: count }, (_, n) => n)

  test('GetLogEvents has each event once, in the order of time, from the head to the tail', async () => {
    const found: number[] = []
    let nextToken: string | undefined
    for (;;) {
      const { events, nextForwardToken } = await get({
        startFromHead: true,
        limit: 1700,
        nextToken,
      })
      if (nextForwardToken === nextToken) break
      found.push(...events!.map(({ message }) => numberOf(message)))
      nextToken = nextForwardToken
    }
    assert.deepEqual(found, all)
  })

  test('GetLogEvents has each event once, in the order of time, from the tail to the head', async () => {
    const found: number[] = []
    let nextToken: string | undefined
    for (;;) {
      const { events, nextBackwardToken } = await get({ limit: 1700, nextToken })
      if (nextBackwardToken === nextToken) break
      found.unshift(...events!.map(({ message }) => numberOf(message)))
      nextToken = nextBackwardToken
    }
    assert.deepEqual(found, all)
  })

  test('GetLogEvents turns round at the head without leaving an event out', async () => {
    const { nextBackwardToken } = await get({ startFromHead: true, limit: 1 })
    const before = await get({ nextToken: nextBackwardToken })
    assert.deepEqual(before.events, [])
    const { events } = await get({ nextToken: before.nextForwardToken, limit: 1 })
    assert.equal(numberOf(events![0]!.message), 0)
  })

  test('GetLogEvents has the events from the start time on, before the end time', async () => {
    const range = { startTime: start + 2500, endTime: start + 2503 }
    const { events } = await get(range)
    assert.deepEqual(
      events!.map(({ message }) => numberOf(message)),
      [2500, 2501, 2502],
    )
  })

  test('FilterLogEvents has each event of all streams once, in the order of time, with an id of its own', async () => {
    const found: number[] = []
    const ids = new Set<string>()
    let nextToken: string | undefined
    do {
      const page = await filter({ nextToken, limit: 2300 })
      found.push(...page.events!.map(({ message }) => numberOf(message)))
      for (const { eventId } of page.events!) ids.add(eventId!)
      nextToken = page.nextToken
    } while (nextToken !== undefined)
    assert.deepEqual(
      found,
      all.flatMap((number) => [number, number]),
    )
    assert.equal(ids.size, 2 * count)
  })

  test('FilterLogEvents goes on where a page ended, also when older and newer events have arrived', async () => {
    const names = { logGroupName: unique('/growing'), logStreamName: 'stream' }
    const stream = await new Stream(target, names.logGroupName).create()
    await stream.put(['1', '2', '3', '4'], start)
    const page = (nextToken?: string) =>
      logs.send(
        new FilterLogEventsCommand({ logGroupName: names.logGroupName, limit: 2, nextToken }),
      )
    const first = await page()
    await stream.put(['late'], start - 1000)
    await stream.put(['5'], start + 4)
    const second = await page(first.nextToken)
    const third = await page(second.nextToken)
    assert.deepEqual(
      [first, second, third].map(({ events }) => events!.map(({ message }) => message)),
      [['1', '2'], ['3', '4'], ['5']],
    )
    assert.equal(third.nextToken, undefined)
    assert.deepEqual(await stream.get(), ['late', '1', '2', '3', '4', '5'])
  })

  test('a page has at most 1 MB, and at least one event', async () => {
    const stream = await new Stream(target, unique('/large')).create()
    for (const letter of ['a', 'b', 'c'])
      await stream.put([letter.repeat(600_000)], start + letter.charCodeAt(0))
    const { logGroupName: large } = stream.names
    const pages: string[] = []
    let nextToken: string | undefined
    do {
      const page = await logs.send(new FilterLogEventsCommand({ logGroupName: large, nextToken }))
      pages.push(page.events!.map(({ message }) => message![0]).join(''))
      nextToken = page.nextToken
    } while (nextToken !== undefined)
    assert.deepEqual(pages, ['a', 'b', 'c'])
    assert.equal((await stream.get()).length, 1)
  })

  test('a pattern finds what is written with escapes in JSON, and any characters', async () => {
    const messages = ['say "hi"', 'C:\\temp', 'a\tb', 'naïve 日本語', '🎉 done', '\u2028 line']
    const stream = await new Stream(target, unique('/escaped')).create()
    await stream.put(messages)
    for (const [pattern, message] of [
      ['"\\"hi\\""', messages[0]],
      ['"C:\\\\temp"', messages[1]],
      ['"a\tb"', messages[2]],
      ['日本', messages[3]],
      ['🎉', messages[4]],
      ['"\u2028"', messages[5]],
    ] as const) {
      const { events } = await logs.send(
        new FilterLogEventsCommand({
          logGroupName: stream.names.logGroupName,
          filterPattern: pattern,
        }),
      )
      assert.deepEqual(
        events!.map((event) => event.message),
        [message],
        pattern,
      )
    }
  })

  test('a pattern is looked for in messages only', async () => {
    const { events } = await filter({ filterPattern: String(start).slice(0, 8) })
    assert.deepEqual(events, [])
  })

  test('a token that is none is rejected', async () => {
    const error = {
      name: 'InvalidParameterException',
      message: 'The specified nextToken is invalid.',
    }
    await assert.rejects(get({ nextToken: 'f/1/s' }), error)
    await assert.rejects(filter({ nextToken: 'nonsense' }), error)
  })
})
