import { PutMetricAlarm } from '../../cloudwatch/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { ExpressGateway } from '../records.ts'
import { perform } from './perform.ts'
import type { ElbTag } from './tags.ts'

interface AlarmOf {
  cluster: string
  service: string
  gateway: ExpressGateway
  targetGroups: string[]
  tags: ElbTag[]
}

/**
 * Makes the alarm that rolls a deployment back when more than one percent of the responses are errors, at two of three
 * minutes: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/express-service-update-full.html
 */
export function putRollbackAlarm(
  scope: Scope,
  { cluster, service, gateway, targetGroups, tags }: AlarmOf,
): string {
  const AlarmName = `${cluster}/${service}/RollbackAlarm`
  const loadBalancer = gateway.loadBalancerArn.split(':loadbalancer/')[1]!
  const sums = (name: string, MetricName: string) =>
    targetGroups.map((group, index) => ({
      Id: `${name}${index}`,
      ReturnData: false,
      MetricStat: {
        Stat: 'Sum',
        Period: 60,
        Metric: {
          Namespace: 'AWS/ApplicationELB',
          MetricName,
          Dimensions: [
            { Name: 'LoadBalancer', Value: loadBalancer },
            { Name: 'TargetGroup', Value: group.split(':').at(-1)! },
          ],
        },
      },
    }))
  const metrics = [
    ...sums('client', 'HTTPCode_Target_4XX_Count'),
    ...sums('server', 'HTTPCode_Target_5XX_Count'),
    ...sums('all', 'RequestCount'),
  ]
  const errors = 'FILL(client0,0)+FILL(client1,0)+FILL(server0,0)+FILL(server1,0)'
  perform(scope, PutMetricAlarm, {
    AlarmName,
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 1,
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
    TreatMissingData: 'notBreaching',
    Metrics: [
      {
        Id: 'percent',
        Expression: `100*(${errors})/(FILL(all0,0)+FILL(all1,0))`,
        ReturnData: true,
      },
      ...metrics,
    ],
    Tags: tags,
  })
  return AlarmName
}
