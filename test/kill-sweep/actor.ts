import type { Target } from '../support/target.ts'
import type { Ledger } from './ledger.ts'
import type { Random } from './random.ts'

/** One life of the emulator, as an actor sees it. */
export interface Life {
  target: Target
  ledger: Ledger
  random: Random
}

/** Makes calls one after the other, each entered in the ledger, and reads back what has become of them. */
export interface Actor {
  /** What its keys in the ledger begin with. */
  prefix: string
  setUp?(life: Life): Promise<unknown>
  act(life: Life): Promise<unknown>
  /** What is there, by key; throws where something listed is not whole. */
  observe(life: Life): Promise<Map<string, string>>
  /** Deletes all that it has made. */
  tearDown(life: Life): Promise<unknown>
}
