/** A made-up corpus with all that duplicates look like: copies, quotes, templates, chains of revisions, a passage that stands everywhere. */

const SYLLABLES = ["ba", "den", "fi", "gor", "hul", "ka", "len", "mi", "nor", "pa", "quo", "ri", "sen", "ta", "ul", "ven", "wi", "xan", "yor", "zel", "cho", "dra", "est", "ing"];
const HAN = Array.from("山川田水火木金土日月年時分人子女男父母兄弟友心手足目耳口花草鳥魚虫犬猫馬牛羊車船道橋家門窓戸机紙筆本文字語話声歌音色光影風雨雪雲空海島村町国王民東西南北前後左右上下中外大小長短高低新古");
const KANA = Array.from("のにをはがとでもへやかしてりるれなくさあいうえおきけこすせそたちつねひふほまみむめゆよわん");

/** The same numbers for the same seed, on any machine. */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** From 0 to below `limit`. */
  roll(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  of<Item>(items: readonly Item[]): Item {
    return items[this.roll(items.length)]!;
  }
}

export function sentence(dice: Dice): string {
  const words = Array.from({ length: 8 + dice.roll(12) }, () => Array.from({ length: 1 + dice.roll(3) }, () => dice.of(SYLLABLES)).join(""));
  return `${words[0]![0]!.toUpperCase()}${words.join(" ").slice(1)}.`;
}

function japanese(dice: Dice): string {
  return `${Array.from({ length: 20 + dice.roll(30) }, () => (dice.roll(3) === 0 ? dice.of(HAN) : dice.of(KANA))).join("")}。`;
}

function paragraph(dice: Dice, isJapanese: boolean): string {
  return Array.from({ length: 1 + dice.roll(5) }, () => (isJapanese ? japanese(dice) : `${sentence(dice)} `)).join("").trim();
}

/** Paragraphs of earlier documents, some of them; what is copied comes from here. */
const REMEMBERED = 4096;

export interface MixedSize {
  /** Of text, about. */
  readonly bytes: number;
  /** Steps of the longest history of revisions. */
  readonly revisions: number;
}

/** Documents of such a corpus, one behind the other: the texts are the same on every machine. */
export function* mixedDocuments(seed: number, { bytes, revisions }: MixedSize): Generator<string> {
  const dice = new Dice(seed);
  const everywhere = `${sentence(dice)} ${sentence(dice)}`;
  const template = Array.from({ length: 4 }, () => sentence(dice));
  const remembered: string[] = [];
  const history = Array.from({ length: 12 }, () => sentence(dice));
  let steps = 0;
  for (let written = 0; written < bytes; ) {
    const isJapanese = dice.roll(3) === 0;
    const paragraphs = Array.from({ length: 2 + dice.roll(6) }, () => aParagraph(dice, remembered, isJapanese));
    for (const text of paragraphs) remembered[remembered.length < REMEMBERED ? remembered.length : dice.roll(REMEMBERED)] = text;
    if (dice.roll(3) === 0) paragraphs.splice(dice.roll(paragraphs.length), 0, everywhere);
    if (dice.roll(8) === 0) paragraphs.push(template.map((text) => `${text} ${dice.of(SYLLABLES)}${dice.of(SYLLABLES)}.`).join(" "));
    if (dice.roll(4) === 0 && steps < revisions) {
      history[steps++ % history.length] = sentence(dice);
      paragraphs.push(history.join(" "));
    }
    const text = paragraphs.join("\n\n");
    written += Buffer.byteLength(text);
    yield text;
  }
}

/** New, or a copy, an edited copy, or a quote of one or two. */
function aParagraph(dice: Dice, remembered: readonly string[], isJapanese: boolean): string {
  const kind = remembered.length === 0 ? 9 : dice.roll(10);
  if (kind === 0) return dice.of(remembered);
  if (kind === 1) return edited(dice, dice.of(remembered));
  if (kind === 2) return `${dice.of(remembered)} ${dice.of(remembered)}`;
  if (kind === 3) return dice.of(remembered).slice(10, 10 + 200 + dice.roll(100));
  return paragraph(dice, isJapanese);
}

function edited(dice: Dice, text: string): string {
  const at = dice.roll(text.length);
  return `${text.slice(0, at)}${dice.of(SYLLABLES)}${text.slice(at + dice.roll(6))}`;
}
