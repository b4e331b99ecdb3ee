/**
 * Order by Unicode code points: what Python, databases and `LC_ALL=C sort` of UTF-8 give. JavaScript's own "<" compares UTF-16
 * units, which puts characters above the BMP before U+E000.
 * @returns < 0, 0 or > 0
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const unitA = a.charCodeAt(i);
    const unitB = b.charCodeAt(i);
    if (unitA !== unitB) return rank(unitA) - rank(unitB);
  }
  return a.length - b.length;
}

/** Surrogates rank behind all other units. */
function rank(unit: number): number {
  return (unit & 0xf800) === 0xd800 ? unit + 0x10000 : unit;
}
