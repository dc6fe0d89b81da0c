import { decodeMessage, encodeMessage, type Message, newMessage } from './message.ts'

export interface StreamOptions {
  /** The type of this end's messages. The other end sends the other one. */
  sends: 'input_stream_data' | 'output_stream_data'
  /** Hands bytes to the connection. */
  write(bytes: Buffer): void
  /** Gets each payload once and in order. The payload is acknowledged when this resolves. */
  deliver(payloadType: number, payload: Buffer): void | Promise<void>
  /** Called when a payload could not be delivered. Nothing is delivered after it. */
  fail(error: Error): void
  /** A clock in milliseconds that only ever grows. */
  now(): number
}

/** A payload holds at most so many bytes. It is what the agent and the plugin send. */
export const payloadSize = 1024

/** Unacknowledged messages at which {@link DataStream.send} waits, and messages and bytes that wait for their delivery. */
const limit = { unacknowledged: 1000, ahead: 10_000, bytesAhead: 32 * 1024 * 1024 }

/** Milliseconds without an acknowledgement after which a message is sent again: the first time, and at most. */
const patience = { first: 200, most: 1000 }

interface Outgoing {
  bytes: Buffer
  sentAt: number
  patience: number
}

/**
 * One end of a data channel. It numbers what it sends and sends it again until it is acknowledged; what it receives it
 * delivers in order and acknowledges. The plugin drops output that comes before it is ready, so repetition is needed
 * even though nothing gets lost on the way.
 */
export class DataStream {
  readonly #options: StreamOptions
  readonly #outgoing = new Map<number, Outgoing>()
  readonly #ahead = new Map<number, Message>()
  #bytesAhead = 0
  #nextOutgoing = 0
  #expected = 0
  #delivering: Promise<void> | undefined
  #room = Promise.withResolvers<void>()

  constructor(options: StreamOptions) {
    this.#options = options
  }

  /** Sends a payload, in pieces if it is long. Waits while too much is unacknowledged. */
  async send(payloadType: number, payload: Buffer): Promise<void> {
    for (let start = 0; start < payload.length; start += payloadSize) {
      while (this.#outgoing.size >= limit.unacknowledged) await this.#room.promise
      this.#sendPiece(payloadType, payload.subarray(start, start + payloadSize))
    }
  }

  /** Resolves when everything is acknowledged. */
  async flush(): Promise<void> {
    while (this.#outgoing.size > 0) await this.#room.promise
  }

  /** Resolves when everything that has come in order is delivered. */
  async delivered(): Promise<void> {
    await this.#delivering
  }

  /**
   * Takes a message of the other end. Returns it if it is neither its data nor an acknowledgement.
   * @throws Error if the bytes are no message
   */
  receive(bytes: Buffer): Message | undefined {
    const message = decodeMessage(bytes)
    if (message.type === 'acknowledge') this.#acknowledged(message)
    else if (message.type === this.#peerSends) this.#take(message)
    else return message
    return undefined
  }

  /** Sends the oldest unacknowledged message again if its time has come. To be called several times a second. */
  repeat(): void {
    const [oldest] = this.#outgoing.values()
    const now = this.#options.now()
    if (!oldest || now - oldest.sentAt < oldest.patience) return
    oldest.sentAt = now
    oldest.patience = Math.min(oldest.patience * 2, patience.most)
    this.#options.write(oldest.bytes)
  }

  get #peerSends() {
    return this.#options.sends === 'input_stream_data' ? 'output_stream_data' : 'input_stream_data'
  }

  #sendPiece(payloadType: number, payload: Buffer): void {
    const sequence = this.#nextOutgoing++
    const flags = sequence === 0 ? 1 : 0
    const type = this.#options.sends
    const bytes = encodeMessage(newMessage({ type, sequence, flags, payloadType, payload }))
    this.#outgoing.set(sequence, {
      bytes,
      sentAt: this.#options.now(),
      patience: patience.first,
    })
    this.#options.write(bytes)
  }

  #acknowledged({ payload }: Message): void {
    const { AcknowledgedMessageSequenceNumber: sequence } = JSON.parse(
      payload.toString(),
    ) as Acknowledgement
    if (!this.#outgoing.delete(sequence)) return
    this.#room.resolve()
    this.#room = Promise.withResolvers()
  }

  #take(message: Message): void {
    const { sequence } = message
    if (sequence < this.#expected) return this.#acknowledge(message)
    if (sequence >= this.#expected + limit.ahead || this.#ahead.has(sequence)) return
    if (this.#bytesAhead > limit.bytesAhead) return
    this.#bytesAhead += message.payload.length
    this.#ahead.set(sequence, message)
    this.#delivering ??= this.#deliver().then(
      () => (this.#delivering = undefined),
      (error: Error) => this.#options.fail(error),
    ) as Promise<void>
  }

  /** A message stays in `ahead` while it is delivered, so that its repetition is ignored. */
  async #deliver(): Promise<void> {
    for (;;) {
      const message = this.#ahead.get(this.#expected)
      if (!message) break
      await this.#options.deliver(message.payloadType, message.payload)
      this.#bytesAhead -= message.payload.length
      this.#ahead.delete(this.#expected)
      this.#expected++
      this.#acknowledge(message)
    }
  }

  #acknowledge({ type, id, sequence }: Message): void {
    const content: Acknowledgement = {
      AcknowledgedMessageType: type,
      AcknowledgedMessageId: id,
      AcknowledgedMessageSequenceNumber: sequence,
      IsSequentialMessage: true,
    }
    const payload = Buffer.from(JSON.stringify(content))
    this.#options.write(encodeMessage(newMessage({ type: 'acknowledge', flags: 3, payload })))
  }
}

interface Acknowledgement {
  AcknowledgedMessageType: string
  AcknowledgedMessageId: string
  AcknowledgedMessageSequenceNumber: number
  IsSequentialMessage: boolean
}
