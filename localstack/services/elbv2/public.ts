export { type Forward, findForwards, setForwardWeights } from './forwards.ts'
export { type TargetGroup, findTargetGroup } from './target-group.ts'
export { deregisterTarget, healthOf, registerTarget } from './target.ts'
