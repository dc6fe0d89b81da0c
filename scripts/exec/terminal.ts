import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'

/** This process's end of a session. */
export interface Terminal extends Disposable {
  /** What is typed or piped in. */
  input: Readable
  /** Resolves when the output is taken. */
  write(output: Buffer): Promise<void>
  size(): { cols: number; rows: number }
  onResize(callback: () => void): void
}

/** The plugin's size where the output is no terminal. */
const unknownSize = { cols: 300, rows: 100 }

const key = { interrupt: '\x03', endOfInput: '\x04' }

/** Opens standard input and output: raw if they are a terminal, so that every key reaches the other end. */
export function openTerminal(): Terminal {
  const { stdin, stdout } = process
  const isRaw = stdin.isTTY && stdout.isTTY
  const firstOutput = Promise.withResolvers<void>()
  if (isRaw) stdin.setRawMode(true)
  return {
    input: isRaw ? stdin : pipedInput(firstOutput.promise),
    write(output) {
      firstOutput.resolve()
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      stdout.write(output, (error) => (error ? reject(error) : resolve()))
      return promise
    },
    size: () => (stdout.isTTY ? { cols: stdout.columns, rows: stdout.rows } : unknownSize),
    onResize: (callback) => void stdout.on('resize', callback),
    [Symbol.dispose]() {
      if (isRaw) stdin.setRawMode(false)
      stdin.destroy()
    },
  }
}

/** Milliseconds for which piped input waits for the first output, with which a shell shows that it reads. */
const patience = 1000

/** Ends with the key that ends the input of a terminal. Ctrl-C goes to the other end too, and a second one ends this process. */
function pipedInput(firstOutput: Promise<void>): Readable {
  const { stdin } = process
  const input = new PassThrough()
  process.removeAllListeners('SIGINT').once('SIGINT', () => {
    input.write(key.interrupt)
    process.once('SIGINT', () => process.exit(130))
  })
  const pipe = async () => {
    await Promise.race([firstOutput, delay(patience)])
    let end: string = key.endOfInput
    for await (const chunk of stdin as AsyncIterable<Buffer>) {
      // In the middle of a line the key only sends what there is of it.
      end = chunk.at(-1) === 0x0a ? key.endOfInput : key.endOfInput.repeat(2)
      if (!input.write(chunk)) await once(input, 'drain')
    }
    input.write(end)
  }
  // The session ends for another reason then.
  pipe().catch(() => {})
  return input
}
