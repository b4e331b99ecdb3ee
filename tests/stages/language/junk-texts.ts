/** Texts that are no language, made by a fixed sequence of pseudo-random numbers, so that everyone measures the same ones. */

/** A linear congruential generator (Numerical Recipes); gives whole numbers below `limit`. */
export function randomNumbers(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

type Random = (limit: number) => number;

const CODE = [
  "const total = prices.reduce((sum, price) => sum + price, 0);", "if (user === undefined) return redirect('/login');", "def parse_line(line, separator=','):",
  "for (let i = 0; i < rows.length; i++) {", "import { readFile } from 'node:fs/promises';", "SELECT name, count(*) FROM visits GROUP BY name;",
  "public static void main(String[] args) {", "git commit -m 'wip' && git push origin main", "#include <stdio.h>", "return self._cache[key]", "while (head != null) head = head.next;",
  "x = np.zeros((height, width), dtype=np.float32)", "<div class=\"row\"><span id=\"total\"></span></div>", "body { margin: 0 auto; max-width: 60em; }", "elif isinstance(node, ast.Call):",
  "INSERT INTO users (name, email) VALUES (?, ?);", "let mut seen: HashSet<u64> = HashSet::new();", "console.log(`done in ${elapsed} ms`);", "printf(\"%d\\n\", counter);", "export default function App() {",
  "echo \"$HOME/bin\" >> ~/.profile", "try { await open(path); } catch (error) { report(error); }", "map.put(entry.getKey(), entry.getValue());", "type Props = { readonly name: string };",
  "assert_eq!(parse(input), Ok(expected));", "func (s *Server) Close() error { return s.listener.Close() }", "$('.menu').toggleClass('open');", "lambda item: item['price']", "}", "</ul></nav>",
];
const EMOJI = ["😀", "🎉", "❤️", "👍", "🔥", "✨", "🚀", "😂", "🙏", "💯"];

const pick = <T>(random: Random, values: readonly T[]): T => values[random(values.length)]!;
const letters = (random: Random, alphabet: string, length: number): string => Array.from({ length }, () => alphabet[random(alphabet.length)]!).join("");
const several = (random: Random, least: number, make: () => string, by = " "): string => Array.from({ length: least + random(6) }, make).join(by);

/** Kind of junk → how to make one. */
export const JUNK: Readonly<Record<string, (random: Random) => string>> = {
  digits: (random) => several(random, 2, () => letters(random, "0123456789", 1 + random(8))),
  dates: (random) => `${2000 + random(30)}-${1 + random(12)}-${1 + random(28)} ${random(24)}:${10 + random(50)}`,
  prices: (random) => several(random, 1, () => `${pick(random, ["$", "€", "¥", "£"])}${random(9999)}.${10 + random(90)}`),
  urls: (random) => several(random, 1, () => `https://www.${letters(random, "abcdeinorst", 8)}.com/${letters(random, "abcdeinorst", 6)}/${letters(random, "abcdeinorst-", 12)}.html`),
  mails: (random) => `${letters(random, "abcdeinorst", 6)}.${letters(random, "abcdeinorst", 7)}@${letters(random, "abcdeinorst", 8)}.org`,
  hashtags: (random) => several(random, 2, () => `#${letters(random, "abcdeinorst", 5 + random(6))}`),
  hex: (random) => several(random, 2, () => letters(random, "0123456789abcdef", 8 + random(33))),
  "hex letters": (random) => several(random, 4, () => letters(random, "abcdef", 2 + random(6))),
  base64: (random) => letters(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 40 + random(80)) + "==",
  dna: (random) => several(random, 1, () => letters(random, "ACGT", 10 + random(60))),
  mash: (random) => several(random, 2, () => letters(random, "asdfghjklqwertyuiop", 5 + random(8))),
  consonants: (random) => several(random, 3, () => letters(random, "bcdfghjklmnpqrstvwxz", 3 + random(5))),
  repeats: (random) => letters(random, "ahelo", 1).repeat(8 + random(40)),
  emoji: (random) => several(random, 2, () => pick(random, EMOJI), ""),
  signs: (random) => several(random, 5, () => pick(random, ["---", "***", "===", "|", "+", "~~", "...", "//", ">>"]), ""),
  paths: (random) => `/${several(random, 2, () => letters(random, "abcdeinorst", 3 + random(5)), "/")}/${letters(random, "abcdeinorst", 6)}.txt`,
  code: (random) => pick(random, CODE),
};
