import { loadModel } from '../wire/model.ts'
import { readCommand, UsageError } from './command.ts'

/**
 * `awslocal <service> <operation> --<member> <value>…` for init scripts, as LocalStack's image has it, so that the same
 * script runs in both. It makes calls of the services that speak JSON and prints the answer.
 */
async function awslocal([service = '', operation = '', ...words]: string[]): Promise<number> {
  const model = findModel(service)
  const command = readCommand(model, operation, words)
  const { AWS_ENDPOINT_URL: url, AWS_DEFAULT_REGION: region = 'us-east-1' } = process.env
  const credential = `test/20260101/${region}/${model.signingName}/aws4_request`
  const response = await fetch(url ?? 'http://localhost:4566', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${model.targetPrefix}.${command.operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(command.input),
  })
  const answer = (await response.json()) as Record<string, string>
  if (response.ok) {
    console.log(JSON.stringify(answer, undefined, 4))
    return 0
  }
  const { __type: code = '', message = answer.Message } = answer
  console.error(
    `An error occurred (${code}) when calling the ${command.operation} operation: ${message}`,
  )
  return 254
}

function findModel(service: string) {
  const model = /^[a-z][a-z-]*$/.test(service) ? tryToLoad(service) : undefined
  if (model?.protocol === 'json') return model
  throw new UsageError(
    model
      ? `awslocal has the services that speak JSON, such as ecr, ecs, logs, ssm and secretsmanager; ${service} is not one of them`
      : `there is no service '${service}': say awslocal <service> <operation> --<member> <value>`,
  )
}

function tryToLoad(service: string) {
  try {
    return loadModel(service)
  } catch {
    return undefined
  }
}

// The exit codes are the AWS CLI's: https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html
process.exitCode = await awslocal(process.argv.slice(2)).catch((error: Error) => {
  console.error(`awslocal: ${error.message}`)
  return error instanceof UsageError ? 252 : 255
})
