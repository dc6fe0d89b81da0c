import { closeSync, fdatasync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { frameOf, header } from './frames.ts'

/** An append-only file of changes. What is appended survives `kill -9` at once, and a power failure once synced. */
export class Journal {
  readonly file: string
  readonly #descriptor: number
  #length: number
  #unsynced = false
  #syncing: Promise<void> | undefined

  /** Goes on behind `length` bytes of what is there, or begins a new file. */
  constructor(file: string, length = 0) {
    this.file = file
    this.#descriptor = openSync(file, length > 0 ? 'r+' : 'w', 0o600)
    this.#length = length
    ftruncateSync(this.#descriptor, length)
    if (length === 0) this.#write(header)
  }

  /** In bytes. */
  get length(): number {
    return this.#length
  }

  /** Appends one change, whole or not at all. */
  append(payload: Uint8Array): void {
    this.#write(frameOf(payload))
  }

  /** Resolves when all that was appended before is on the disk; changes that come meanwhile share the next sync. */
  async sync(): Promise<void> {
    while (this.#syncing) await this.#syncing
    if (!this.#unsynced) return
    this.#unsynced = false
    this.#syncing = new Promise<void>((resolve, reject) => {
      fdatasync(this.#descriptor, (error) => (error ? reject(error) : resolve()))
    }).finally(() => (this.#syncing = undefined))
    await this.#syncing
  }

  async close(): Promise<void> {
    await this.sync()
    closeSync(this.#descriptor)
  }

  #write(bytes: Uint8Array): void {
    let written = 0
    try {
      while (written < bytes.length)
        written += writeSync(
          this.#descriptor,
          bytes,
          written,
          bytes.length - written,
          this.#length + written,
        )
    } catch (error) {
      if (written > 0) ftruncateSync(this.#descriptor, this.#length)
      throw error
    }
    this.#length += bytes.length
    this.#unsynced = true
  }
}
