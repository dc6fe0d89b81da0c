/** `region` (default), `account` for global services such as IAM, `emulator` for what all accounts share. */
export type Per = 'region' | 'account' | 'emulator'

/** One value per account and region. Maps within a Map, since joining a key would cost more than the look-up. */
export class Places<T> {
  readonly #accounts = new Map<string, Map<string, T>>()

  get(account: string, region: string): T | undefined {
    return this.#accounts.get(account)?.get(region)
  }

  set(account: string, region: string, value: T): void {
    const regions = this.#accounts.get(account)
    if (regions) regions.set(region, value)
    else this.#accounts.set(account, new Map([[region, value]]))
  }

  delete(account: string, region: string): void {
    const regions = this.#accounts.get(account)
    regions?.delete(region)
    if (regions?.size === 0) this.#accounts.delete(account)
  }

  *values(): Generator<T> {
    for (const regions of this.#accounts.values()) yield* regions.values()
  }
}
