import { styleText } from 'node:util'

/** The output of a step. */
export interface StepOutput {
  /** Prints a lasting line. */
  print(line: string): void
  /** Shows a transient line: on a terminal, until the next one. */
  progress(line: string): void
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

/** Shows steps one after another: live on a terminal, as plain lines elsewhere. */
export class Show {
  readonly #out: NodeJS.WriteStream
  readonly #isLive: boolean
  #bottom = ''

  constructor(out: NodeJS.WriteStream) {
    this.#out = out
    this.#isLive = out.isTTY && !process.env.CI && process.env.TERM !== 'dumb'
  }

  /** Runs a step under its name, and ends it with its result and duration. */
  async step<T>(name: string, act: (step: StepOutput) => Promise<T>): Promise<T> {
    this.heading(name)
    return this.#live(act, (sign, seconds) => this.print(`  ${sign} ${seconds}`))
  }

  /** Runs a step that leaves one line: its name and the text that it returns. */
  async brief(
    name: string,
    act: (progress: StepOutput['progress']) => Promise<string>,
  ): Promise<void> {
    let about = ''
    await this.#live(
      async ({ progress }) => {
        progress(name)
        about = await act((line) => progress(`${name}: ${line}`))
      },
      (sign, seconds) => this.print(`  ${sign} ${name}, ${seconds}${about && `: ${about}`}`),
    )
  }

  heading(name: string, about = ''): void {
    this.print(`${this.#styled('bold', name)}${about && `: ${about}`}`)
  }

  async #live<T>(
    act: (step: StepOutput) => Promise<T>,
    close: (sign: string, seconds: string) => void,
  ): Promise<T> {
    const start = performance.now()
    let transient = ''
    let frame = 0
    const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`
    const draw = () => {
      const sign = frames[frame++ % frames.length]
      this.#setBottom(`  ${sign} ${seconds()} ${transient}`)
    }
    const timer = this.#isLive ? setInterval(draw, 100) : undefined
    const end = (sign: string, color: 'green' | 'red') => {
      clearInterval(timer)
      this.#setBottom('')
      close(this.#styled(color, sign), seconds())
    }
    try {
      const result = await act({
        print: (line) => this.print(`  ${line}`),
        progress: (line) => {
          transient = line
        },
      })
      end('✔', 'green')
      return result
    } catch (error) {
      end('✘', 'red')
      throw error
    }
  }

  /** Prints a lasting line, above the live one. */
  print(text: string): void {
    if (!this.#isLive) return void this.#out.write(`${text}\n`)
    this.#out.write(`${clear}${text}\n${this.#bottom}`)
  }

  #setBottom(text: string): void {
    if (!this.#isLive) return
    this.#bottom = text.slice(0, (this.#out.columns || 80) - 1)
    this.#out.write(`${clear}${this.#bottom}`)
  }

  #styled(style: 'bold' | 'green' | 'red', text: string): string {
    return styleText(style, text, { stream: this.#out })
  }
}

const clear = '\r\u001B[2K'
