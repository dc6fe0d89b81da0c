import { once } from 'node:events'
import { DataStream } from '../../../../scripts/data-channel/data-stream.ts'
import { encodeMessage, newMessage, payloadType } from '../../../../scripts/data-channel/message.ts'
import type { Cancel } from '../../../kernel/clock.ts'
import type { TerminalSize } from '../../../docker/index.ts'
import type { WebSocketConnection } from '../../../websocket/web-socket.ts'
import type { Emulator } from '../../service.ts'
import { endProgram } from './end-program.ts'
import { failed, type Program, runtimeFault, sessionVariable, startProgram } from './program.ts'
import { type ExecSession, registerOpen } from './sessions.ts'

/** Milliseconds: between two looks at what is unacknowledged, and without input or output. The latter is AWS's: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html */
const interval = { look: 100, idle: 20 * 60_000 }

/** Milliseconds for which the program waits for the size of the client's window. */
const patienceForSize = 1000

/** A terminal in a container, at the other end of a data channel: what the SSM agent is on AWS. */
export class TerminalSession {
  readonly #emulator: Emulator
  readonly #session: ExecSession
  readonly #connection: WebSocketConnection
  readonly #stream: DataStream
  readonly #clientReady = Promise.withResolvers<void>()
  readonly #disconnected = Promise.withResolvers<void>()
  readonly #ended: Promise<void>
  readonly #sized = Promise.withResolvers<void>()
  readonly #started = Promise.withResolvers<Program>()
  #starting: Promise<Program | string> | undefined
  #program: Program | undefined
  #size: TerminalSize = { columns: 80, rows: 24 }
  #cancelLook: Cancel = () => {}
  #lastActivity: number

  constructor(emulator: Emulator, session: ExecSession, connection: WebSocketConnection) {
    this.#emulator = emulator
    this.#session = session
    this.#connection = connection
    this.#lastActivity = emulator.clock.steady()
    this.#stream = new DataStream({
      sends: 'output_stream_data',
      write: (bytes) => connection.send(bytes),
      deliver: (type, payload) => this.#deliver(type, payload),
      fail: (error) => this.#reject(error),
      now: () => emulator.clock.steady(),
    })
    const forget = registerOpen(emulator, () => {
      this.#connection.close()
      this.disconnected()
      return this.#ended
    })
    this.#ended = this.#run().finally(forget)
    this.#look()
  }

  /** Takes a message of the client. */
  receive(message: Buffer): void {
    try {
      this.#stream.receive(message)
    } catch (error) {
      this.#reject(error as Error)
    }
  }

  #reject({ message }: Error): void {
    this.#emulator.log('ecs', `${this.#session.id}: ${message}`)
    this.#connection.close()
  }

  /** Ends the session because its client has gone. */
  disconnected(): void {
    this.#disconnected.resolve()
  }

  async #run(): Promise<void> {
    const { id } = this.#session
    try {
      const output = await Promise.race([this.#serve(), this.#disconnected.promise])
      if (output !== undefined) this.#announceEnd(output)
    } catch (error) {
      this.#emulator.log('ecs', `${id}: ${(error as Error).message}`)
      this.#announceEnd(failed((error as Error).message))
    } finally {
      this.#cancelLook()
      this.#connection.close()
      await this.#endWithClient().catch((error: Error) =>
        this.#emulator.log('ecs', `${id}: its program may go on running: ${error.message}`),
      )
    }
  }

  /** Runs the program, and returns what its end announces. */
  async #serve(): Promise<string> {
    const start = this.#emulator.clock.steady()
    await this.#send(payloadType.handshakeRequest, handshakeRequest)
    await this.#clientReady.promise
    await this.#send(payloadType.handshakeComplete, {
      HandshakeTimeToComplete: Math.round((this.#emulator.clock.steady() - start) * 1e6),
      CustomerMessage: '',
    })
    const { docker, clock } = this.#emulator
    const cancel = clock.race(patienceForSize, () => this.#sized.resolve())
    await this.#sized.promise
    cancel()
    this.#starting = startProgram(docker, this.#session, this.#size)
    const program = await this.#starting
    if (typeof program === 'string') return failed(program)
    this.#program = program
    this.#started.resolve(program)
    for await (const chunk of program.terminal as AsyncIterable<Buffer>) {
      const fault = await runtimeFault(docker, program, chunk)
      if (fault !== undefined) return failed(fault)
      this.#lastActivity = clock.steady()
      await this.#stream.send(payloadType.output, chunk)
    }
    await this.#stream.flush()
    return ''
  }

  #send(type: number, content: object): Promise<void> {
    return this.#stream.send(type, Buffer.from(JSON.stringify(content)))
  }

  async #deliver(type: number, payload: Buffer): Promise<void> {
    this.#lastActivity = this.#emulator.clock.steady()
    if (type === payloadType.handshakeResponse) return this.#clientReady.resolve()
    if (type === payloadType.size) return this.#resize(payload)
    if (type !== payloadType.output) return undefined
    const { terminal } = await this.#started.promise
    if (terminal.writable && !terminal.write(payload))
      await Promise.race([once(terminal, 'drain'), once(terminal, 'close')])
  }

  async #resize(payload: Buffer): Promise<void> {
    const { cols: columns, rows } = JSON.parse(payload.toString()) as { cols: number; rows: number }
    this.#size = { columns, rows }
    this.#sized.resolve()
    const { docker } = this.#emulator
    if (this.#program) await docker.execs.resize(this.#program.id, this.#size).catch(() => {})
  }

  #look(): void {
    const { clock } = this.#emulator
    this.#cancelLook = clock.race(interval.look, () => {
      this.#stream.repeat()
      if (clock.steady() - this.#lastActivity > interval.idle) this.disconnected()
      else this.#look()
    })
  }

  #announceEnd(output: string): void {
    const { id } = this.#session
    const message = newMessage({ type: 'channel_closed', payload: Buffer.alloc(0) })
    const content = {
      MessageType: message.type,
      MessageId: message.id,
      DestinationId: id,
      SessionId: id,
      SchemaVersion: 1,
      CreatedDate: this.#emulator.clock.now().toISOString(),
      Output: output,
    }
    this.#connection.send(
      encodeMessage({ ...message, payload: Buffer.from(JSON.stringify(content)) }),
    )
  }

  async #endWithClient(): Promise<void> {
    const program = await this.#starting?.catch(() => undefined)
    if (program === undefined || typeof program === 'string') return
    const { docker } = this.#emulator
    const { id, terminal } = program
    const endedItself = terminal.readableEnded
    terminal.destroy()
    if (endedItself) return
    const { Running: isRunning } = await docker.execs.inspect(id)
    if (isRunning) await endProgram(docker, this.#session.dockerId, sessionVariable(this.#session))
  }
}

const handshakeRequest = {
  AgentVersion: '3.3.0.0',
  RequestedClientActions: [
    {
      ActionType: 'SessionType',
      ActionParameters: { SessionType: 'InteractiveCommands', Properties: {} },
    },
  ],
}
