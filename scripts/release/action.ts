const actions = new WeakMap<object, string>()

/** Notes which call an error came from, as IAM writes it (`ecs:CreateService`): the SDK does not say. */
export const rememberAction = (error: Error, action: string) => actions.set(error, action)

export const actionOf = (error: Error): string | undefined => actions.get(error)
