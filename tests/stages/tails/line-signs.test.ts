import { expect, test } from "vitest";
import { MAX_SCANNED_UNITS, scanSigns, type Sign, SIGN_ROW, SIGNS } from "../../../src/stages/tails/line-signs.ts";

function signsOf(text: string): Partial<Record<Sign, number>> {
  const row = new Int32Array(SIGN_ROW);
  scanSigns(text, 0, text.length, row, 0);
  return Object.fromEntries(SIGNS.map((sign, column) => [sign, row[column]!]));
}

test.each<[string, Partial<Record<Sign, number>>]>([
  ["see https://kanero.example/a/b?c=1 now", { addresses: 1, addressUnits: 30 }],
  ["www.kanero.example", { addresses: 1, addressUnits: 18 }],
  ["kanero.jp", { addresses: 1 }],
  ["詳しくはkanero.jpへ", { addresses: 1, addressUnits: 9 }],
  ["write to me@kanero.example", { mails: 1, addresses: 0 }],
  ["end of line.Next one", { addresses: 0 }],
  ["version 2.5.1 of it", { addresses: 0 }],
  ["#garden #spring", { tags: 2, tagUnits: 14 }],
  ["#春の庭#花", { tags: 1 }],
  ["# Heading", { tags: 0 }],
  ["#define GARDEN_BEDS 12", { tags: 0, words: 3 }],
  ["  #endif", { tags: 0 }],
  ["#import #garden", { tags: 2 }],
  ["spring is #import", { tags: 1 }],
  ["#definegarden", { tags: 1 }],
  ["ticket #1234", { tags: 0 }],
  ["thanks @marie_b", { mentions: 1 }],
  ["Call 0800 555 0199", { phones: 1 }],
  ["call +493055501234", { phones: 1 }],
  ["in 1987 and 2014", { years: 2, phones: 0 }],
  ["only $19.99", { prices: 1 }],
  ["9,800円から", { prices: 1 }],
  ["© 2014 Sample", { copyrights: 1, years: 1 }],
  ["(c) Sample", { copyrights: 1 }],
  ["The Big House", { words: 3, capitalWords: 3 }],
  ["Moreno, A. B.", { initials: 2 }],
  ["↓↓ here", { arrows: 2 }],
])("%s", (text, expected) => {
  expect(signsOf(text)).toMatchObject(expected);
});

test("the worst input of one megabyte takes linear work", () => {
  const signs = new Int32Array(SIGN_ROW);
  for (const unit of ["a.", "#a", "://", "1 ", "@", "www.", "a:", "-a"]) {
    const text = unit.repeat(2 ** 20 / unit.length);
    for (let start = 0; start < text.length; start += MAX_SCANNED_UNITS) scanSigns(text, start, start + MAX_SCANNED_UNITS, signs, 0);
    scanSigns(text, 0, text.length, signs, 0);
    expect(signs[SIGNS.indexOf("words")]).toBeLessThanOrEqual(MAX_SCANNED_UNITS);
  }
});
