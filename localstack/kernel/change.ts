/** What is at one place of the state from now on; without a value nothing is. `maps` are members that stay as they are. */
export type Change = [
  name: string,
  account: string,
  region: string,
  path: unknown[],
  value?: unknown,
  maps?: string[],
]
