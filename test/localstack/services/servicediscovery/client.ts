import type { Target } from '../../../support/target.ts'

// oxlint-disable-next-line typescript/no-explicit-any
type Answer = Record<string, any>

/** Calls Cloud Map, since its SDK client is not installed. An error is thrown with its name. */
export const cloudMapOf =
  ({ url }: Pick<Target, 'url'>) =>
  async (operation: string, input: object): Promise<Answer> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `Route53AutoNaming_v20170314.${operation}`,
        authorization:
          'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/servicediscovery/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify(input),
    })
    const text = await response.text()
    const answer = (text === '' ? {} : JSON.parse(text)) as Answer
    if (response.ok) return answer
    const { __type: name, Message, message = Message } = answer
    throw Object.assign(new Error(String(message)), { name: String(name) })
  }
