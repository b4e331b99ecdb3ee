/** Of the letters of a name, this share may be mistyped: "clena", "restor", "chekc". */
const MISTYPED_SHARE = 0.4;

/** The name of `names` that takes the fewest mistakes to type as `typed`; the earlier of equal ones. undefined if none is near. */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let least = MISTYPED_SHARE * typed.length;
  for (const name of names) {
    const distance = editDistance(typed, name);
    if (distance < least || (distance === least && nearest === undefined)) {
      least = distance;
      nearest = name;
    }
  }
  return nearest;
}

/** The end of a message about a name that is not known. */
export function didYouMean(nearest: string | undefined): string {
  return nearest === undefined ? "" : `; did you mean ${nearest}?`;
}

/** Letters to insert, take out or change, or neighbours to swap. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1, isSwapped ? before[j - 2]! + 1 : Infinity));
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}
