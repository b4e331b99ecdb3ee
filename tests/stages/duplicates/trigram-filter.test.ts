import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TrigramFilter } from "../../../src/stages/duplicates/trigram-filter.ts";
import { repetitiveText, unitsOf } from "./texts.ts";

test("never says of a trigram of the text that it is not there, and mostly so of others", () => {
  const filter = new TrigramFilter();
  let wrong = 0;
  let asked = 0;
  fc.assert(fc.property(repetitiveText(300), fc.string({ minLength: 3, maxLength: 30 }), (text, other) => {
    filter.take(unitsOf(text), 0, text.length);
    for (const [i, units] of [unitsOf(text), unitsOf(other)].entries()) {
      for (let end = 3; end <= units.length; end++) {
        const trigram = (i === 0 ? text : other).slice(end - 3, end);
        if (text.includes(trigram)) expect(filter.mayHold(units, end)).toBe(true);
        else {
          asked++;
          if (filter.mayHold(units, end)) wrong++;
        }
      }
    }
  }), { numRuns: 300 });
  expect(wrong).toBeLessThan(asked / 8);
});
