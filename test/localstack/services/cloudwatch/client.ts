import type { Target } from '../../../support/target.ts'

type Output = Record<string, never> & {
  MetricAlarms: Record<string, unknown>[]
  AlarmHistoryItems: Record<string, unknown>[]
  Tags: { Key: string; Value: string }[]
  NextToken?: string
}

/** Calls CloudWatch in AWS JSON 1.0, since its SDK client is not installed. An error is thrown with its name. */
export const cloudWatchOf =
  ({ url }: Pick<Target, 'url'>) =>
  async (operation: string, input: object): Promise<Output> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `GraniteServiceVersion20100801.${operation}`,
      },
      body: JSON.stringify(input),
    })
    const text = await response.text()
    const output = text === '' ? {} : (JSON.parse(text) as object)
    if (response.ok) return output as Output
    const { __type: name, message } = output as { __type: string; message: string }
    throw Object.assign(new Error(message), { name })
  }
