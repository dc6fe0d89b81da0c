import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { Session } from '@aws-sdk/client-ecs'
import { DataStream } from '../data-channel/data-stream.ts'
import { payloadType } from '../data-channel/message.ts'
import type { Terminal } from './terminal.ts'

/** Milliseconds between two looks at what is unacknowledged. */
const lookInterval = 100

/** Features of the plugin depend on its version. None is needed here. */
const clientVersion = '1.2.0.0'

/** Connects a terminal with a session until that ends. Returns what the agent says about its end, empty if all was well. */
export async function runSession(
  { streamUrl, tokenValue }: Session,
  terminal: Terminal,
): Promise<string> {
  const socket = await openSocket(streamUrl!)
  const { promise: ended, resolve: end, reject: fail } = Promise.withResolvers<string>()
  const faults: string[] = []
  const write = (bytes: Buffer) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(bytes)
  }
  const stream = new DataStream({
    sends: 'input_stream_data',
    write,
    deliver,
    fail,
    now: () => performance.now(),
  })
  socket.addEventListener('message', ({ data }) => void receive(data as ArrayBuffer).catch(fail))
  socket.addEventListener('close', ({ code, reason }) =>
    fail(new Error(`the connection to the session was lost (${[code, reason].join(' ').trim()})`)),
  )
  socket.send(
    JSON.stringify({
      MessageSchemaVersion: '1.0',
      RequestId: randomUUID(),
      TokenValue: tokenValue,
      ClientId: randomUUID(),
      ClientVersion: clientVersion,
    }),
  )
  const look = setInterval(() => stream.repeat(), lookInterval)
  try {
    return [...faults, await ended].join('\n').trim()
  } finally {
    clearInterval(look)
    socket.close()
  }

  async function receive(data: ArrayBuffer): Promise<void> {
    const message = stream.receive(Buffer.from(data))
    if (message?.type !== 'channel_closed') return
    const { Output = '' } = JSON.parse(message.payload.toString()) as { Output?: string }
    await stream.delivered()
    end(Output)
  }

  async function deliver(type: number, payload: Buffer): Promise<void> {
    if (type === payloadType.output) await terminal.write(payload)
    else if (type === payloadType.handshakeRequest) answerHandshake(payload)
    else if (type === payloadType.handshakeComplete) begin()
  }

  function answerHandshake(payload: Buffer): void {
    const { RequestedClientActions: actions } = JSON.parse(payload.toString()) as {
      RequestedClientActions: { ActionType: string }[]
    }
    const processed = actions.map(({ ActionType }) =>
      ActionType === 'SessionType'
        ? { ActionType, ActionStatus: 1, ActionResult: null, Error: '' }
        : { ActionType, ActionStatus: 3, ActionResult: null, Error: unsupported(ActionType) },
    )
    faults.push(...processed.map(({ Error }) => Error).filter(Boolean))
    void send(payloadType.handshakeResponse, {
      ClientVersion: clientVersion,
      ProcessedClientActions: processed,
      Errors: faults,
    })
  }

  function begin(): void {
    const sendSize = () => void send(payloadType.size, terminal.size())
    sendSize()
    terminal.onResize(sendSize)
    const sendInput = async () => {
      for await (const bytes of terminal.input) await stream.send(payloadType.output, bytes)
    }
    sendInput().catch(fail)
  }

  function send(type: number, content: object): Promise<void> {
    return stream.send(type, Buffer.from(JSON.stringify(content)))
  }
}

const unsupported = (action: string) =>
  action === 'KMSEncryption'
    ? "the cluster encrypts sessions with a key of KMS, which this client does not: use AWS's session-manager-plugin"
    : `the session asks for ${action}, which this client does not know`

async function openSocket(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url)
  socket.binaryType = 'arraybuffer'
  const { promise, reject } = Promise.withResolvers<never>()
  socket.addEventListener(
    'error',
    () => reject(new Error(`the session's data channel at ${new URL(url).host} does not open`)),
    { once: true },
  )
  await Promise.race([once(socket, 'open'), promise])
  return socket
}
