/** Shortens the ARNs in a message of ECS to names, and leaves out the ids of tasks, deployments and requests. */
export const shorten = (message: string): string =>
  message
    .replace(/,? request id: [0-9a-f-]{36}/g, '')
    .replace(/:? ?\((task [0-9a-f]{32}|deployment ecs-svc\/\d+)\)/g, '')
    .replace(/arn:aws[\w-]*:[\w-]+:[\w-]*:\d*:([^\s,)"\]]+)/g, (_, rest: string) => nameIn(rest))

/** The name in the last part of an ARN: `targetgroup/shop-server/1f2e`, `secret:shop/KEY-AbCdEf`. */
function nameIn(resource: string): string {
  const name = resource.replace(/^[\w-]+[:/]/, '')
  return resource.startsWith('targetgroup/') ? name.split('/')[0]! : name
}
