const running = new Set<string>()

/** Runs a step of a verb, such as "create role shop-push". Ctrl-C names the steps that are running. */
export async function duringStep<T>(step: string, act: () => Promise<T>): Promise<T> {
  running.add(step)
  try {
    return await act()
  } finally {
    running.delete(step)
  }
}

/** The steps that are running, as `"create role shop-push"`; at most three. */
export const runningSteps = (): string =>
  [...running]
    .slice(0, 3)
    .map((step) => `"${step}"`)
    .join(', ')
