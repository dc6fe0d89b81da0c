export { type Forward, findForwards, setForwardWeights } from './forwards.ts'
export { type TargetGroupRecord } from './records.ts'
export { findTargetGroup } from './target-group.ts'
export { deregisterTarget, healthOf, registerTarget } from './target.ts'
