const actions = new WeakMap<object, string>()

/** Records the call that failed, as IAM writes it (`ecs:CreateService`). The SDK's errors do not contain it. */
export const rememberAction = (error: Error, action: string) => actions.set(error, action)

export const actionOf = (error: Error): string | undefined => actions.get(error)
