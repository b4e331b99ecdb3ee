/** Made-up corpora for runs that are disturbed: no two paragraphs alike, so that nothing is removed that a test did not plan. */

const THINGS = ["crates of oranges", "barrels of tar", "coils of rope", "sacks of coffee", "bells without clappers", "anchors of all sizes"];

/** A numbered paragraph of about 100 characters. */
export function entry(number: number): string {
  return `Entry ${number}: on the ${(number % 28) + 1}. the pilot counted ${(number * 7919) % 10_007} ${THINGS[number % THINGS.length]}, and signed with ${(number * 104_729) % 99_991}.`;
}

/** @param paragraphs of each file */
export function files(folder: string, count: number, paragraphs: number): Record<string, string> {
  const name = (i: number): string => `${folder}/${String(i).padStart(6, "0")}.txt`;
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [name(i), `${Array.from({ length: paragraphs }, (__, j) => entry(i * paragraphs + j)).join("\n\n")}\n`]));
}
