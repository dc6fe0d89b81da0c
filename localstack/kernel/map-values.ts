/** A Map with the same keys, and with each value changed. */
export const mapValues = <K, V>(map: Map<K, V>, change: (value: V) => V): Map<K, V> =>
  new Map(Array.from(map, ([key, value]) => [key, change(value)]))
