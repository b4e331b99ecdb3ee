import { isCjk } from "../../characters.ts";

/**
 * How much a unit of normal form says. A CJK character says as much as 2.4 to 2.7 letters, so lengths are counted in
 * weights: whole numbers, the same on every machine.
 */

/** 5 CJK or 12 other characters, the shortest common run that counts as copied, weigh 60 (DESIGN, section 4). */
export const RUN_WEIGHT = 60;
export const MAX_RUN_UNITS = 12;

/** Weight of a unit towards RUN_WEIGHT. */
export function runWeight(unit: number): number {
  return isCjk(unit) ? 12 : 5;
}

/** 15 CJK or 40 other characters weigh 120: with `minLength` 40 shorter passages are no evidence across documents (DESIGN, rule 6). */
export function floorWeightOf(minLength: number): number {
  return minLength * OTHER_FLOOR_WEIGHT;
}

export const CJK_FLOOR_WEIGHT = 8;
export const OTHER_FLOOR_WEIGHT = 3;

/** Weight of a unit towards the floor. */
export function floorWeight(unit: number): number {
  return isCjk(unit) ? CJK_FLOOR_WEIGHT : OTHER_FLOOR_WEIGHT;
}
