import { stripVTControlCharacters } from 'node:util'

/** Blocks of lines at the bottom of a terminal, which are redrawn in place. Lasting lines go above them. */
export class Screen {
  readonly #out: NodeJS.WriteStream
  readonly #blocks = new Map<string, string[]>()
  #height = 0

  constructor(out: NodeJS.WriteStream) {
    this.#out = out
  }

  /** Shows a block in place of the last one of that name. A block without lines goes. */
  show(name: string, lines: string[]): void {
    if (lines.length === 0) this.#blocks.delete(name)
    else this.#blocks.set(name, lines)
    this.#draw('')
  }

  /** Prints lasting lines. While no block is shown, they are plain lines. */
  print(text: string): void {
    if (this.#height === 0) this.#out.write(`${text}\n`)
    else this.#draw(`${text.replaceAll('\n', `${clearRight}\n`)}${clearRight}\n`)
  }

  /** Writes everything at once, and clears only behind what it has written, so that nothing flickers. */
  #draw(lasting: string): void {
    const lines = this.#fitted()
    const start = this.#height > 0 ? `\u001B[${this.#height}A\r` : '\r'
    const block = lines.map((line) => `${line}${clearRight}\n`).join('')
    this.#out.write(`${start}${lasting}${block}${clearBelow}`)
    this.#height = lines.length
  }

  /** A line that wraps, or one above the terminal's first row, could not be redrawn. */
  #fitted(): string[] {
    // A terminal may not know its size.
    const columns = this.#out.columns || 80
    const rows = this.#out.rows || 24
    const all = [...this.#blocks.values()].flat()
    const shown = all.length < rows ? all : [...all.slice(0, rows - 2), '…']
    return shown.map((line) => stripVTControlCharacters(line).slice(0, columns - 1))
  }
}

const clearRight = '\u001B[K'
const clearBelow = '\u001B[J'

/** The screen of a terminal that people look at; undefined elsewhere. */
export function openScreen({ stdout, stderr, env } = process): Screen | undefined {
  const isScreen = stdout.isTTY && stderr.isTTY && !env.CI && env.TERM !== 'dumb'
  return isScreen ? new Screen(stdout) : undefined
}
