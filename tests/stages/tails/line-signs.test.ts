import { expect, test } from "vitest";
import { type LineSigns, noSigns, scanSigns } from "../../../src/stages/tails/line-signs.ts";

function signsOf(text: string): LineSigns {
  const signs = noSigns();
  scanSigns(text, 0, text.length, signs);
  return signs;
}

test.each<[string, Partial<LineSigns>]>([
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
  for (const unit of ["a.", "#a", "://", "1 ", "@", "www."]) {
    const text = unit.repeat(2 ** 20 / unit.length);
    const signs = noSigns();
    for (let start = 0; start < text.length; start += 600) scanSigns(text, start, Math.min(text.length, start + 600), signs);
    expect(signs.words).toBeLessThan(601);
  }
});
