import { createHash } from 'node:crypto'
import { type Call, sendAll } from './client.ts'
import { jsonHeaders } from './emulator.ts'

/** A kind of change, of which there can be any number. */
export interface Mutation {
  name: string
  /** The change number `index`; each is of its own, whatever came before. */
  call(index: number): Call
}

const group = '/ecs/bench'
const repository = 'bench'
const eventsPerStream = 1000

const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`

const logsCall = (operation: string, input: object): Call => ({
  headers: jsonHeaders('logs', `Logs_20140328.${operation}`),
  body: JSON.stringify(input),
})

export const registerTaskDefinition: Mutation = {
  name: 'RegisterTaskDefinition',
  call: () => ({
    headers: jsonHeaders('ecs', 'AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition'),
    body: JSON.stringify({
      family: 'bench',
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      containerDefinitions: [
        {
          name: 'web',
          image: 'web',
          portMappings: [{ containerPort: 80 }],
          environment: Array.from({ length: 10 }, (_, index) => ({
            name: `V${index}`,
            value: 'v',
          })),
          healthCheck: { command: ['CMD', 'true'] },
        },
      ],
    }),
  }),
}

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'ecs-tasks.amazonaws.com' },
    Action: 'sts:AssumeRole',
  },
})

export const createRole: Mutation = {
  name: 'CreateRole',
  call: (index) => ({
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: jsonHeaders('iam', '').authorization,
    },
    body: new URLSearchParams({
      Action: 'CreateRole',
      Version: '2010-05-08',
      RoleName: `role-${index}`,
      AssumeRolePolicyDocument: trust,
    }).toString(),
  }),
}

export const createLogStream: Mutation = {
  name: 'CreateLogStream',
  call: (index) =>
    logsCall('CreateLogStream', { logGroupName: group, logStreamName: `stream-${index}` }),
}

/** A thousand events for the stream number `index`. */
export const fillStream = (index: number): Call =>
  logsCall('PutLogEvents', {
    logGroupName: group,
    logStreamName: `stream-${index}`,
    logEvents: Array.from({ length: eventsPerStream }, (_, event) => ({
      timestamp: Date.now() - eventsPerStream + event,
      message: `GET /items/${index}-${event} 200 12 ms, served from the cache`,
    })),
  })

export const putLogEvent: Mutation = {
  name: 'PutLogEvents of one event',
  call: () =>
    logsCall('PutLogEvents', {
      logGroupName: group,
      logStreamName: 'stream-0',
      logEvents: [{ timestamp: Date.now(), message: 'GET / 200' }],
    }),
}

export const filterLogEvents = (filterPattern: string, nextToken?: string): Call =>
  logsCall('FilterLogEvents', { logGroupName: group, filterPattern, nextToken })

/** Makes what the mutations change; returns the one that puts an image, which needs a login. */
export async function prepare(url: string): Promise<Mutation> {
  const ecr = (operation: string, input: object): Call => ({
    headers: jsonHeaders('ecr', `AmazonEC2ContainerRegistry_V20150921.${operation}`),
    body: JSON.stringify(input),
  })
  await sendAll(url, [ecr('CreateRepository', { repositoryName: repository })])
  await sendAll(url, [logsCall('CreateLogGroup', { logGroupName: group })])
  await sendAll(url, [createLogStream.call(0)])
  const token = JSON.parse(await sendAll(url, [ecr('GetAuthorizationToken', {})])) as {
    authorizationData: { authorizationToken: string }[]
  }
  const headers = { authorization: `Basic ${token.authorizationData[0]!.authorizationToken}` }
  const blobs = ['{}', 'layer']
  await sendAll(
    url,
    blobs.map((body) => ({
      path: `/v2/${repository}/blobs/uploads/?digest=${digestOf(body)}`,
      headers,
      body,
    })),
  )
  return {
    name: 'PUT of a manifest',
    call: (index) => ({
      method: 'PUT',
      path: `/v2/${repository}/manifests/v${index}`,
      headers,
      body: manifestOf(index),
    }),
  }
}

const manifestOf = (index: number) =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: digestOf('{}'),
      size: 2,
    },
    layers: [
      { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: digestOf('layer'), size: 5 },
    ],
    annotations: { 'org.opencontainers.image.version': String(index) },
  })
