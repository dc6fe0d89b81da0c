/**
 * Tells whether a deadline has passed that was `longest` ms away at most. One that is farther away dates from before
 * the wall clock was set back, and counts as passed.
 */
export function hasPassed(
  deadline: Date,
  { now, longest }: { now: Date; longest: number },
): boolean {
  const left = deadline.getTime() - now.getTime()
  return left <= 0 || left > longest
}
