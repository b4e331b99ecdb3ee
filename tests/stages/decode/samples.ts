import iconv from "iconv-lite";

/** Texts made up for these tests, each in a language of the encodings that it is written in. */
export const TEXTS = {
  ja: "きのう友だちと川まで歩きました。水がとても冷たくて、足をすぐに引っこめました。帰りにパンを二つ買いました。",
  "zh-Hans": "昨天下午我和弟弟去河边散步，看见一只白色的鸟站在石头上。我们等了很久，它才慢慢飞走了。",
  "zh-Hant": "昨天下午我和弟弟去河邊散步，看見一隻白色的鳥站在石頭上。我們等了很久，牠才慢慢飛走了。",
  ko: "어제 저녁에 동생과 함께 강가를 걸었습니다. 물이 너무 차가워서 발을 금방 빼고 빵을 두 개 샀습니다.",
  ru: "Вчера вечером мы долго гуляли по берегу реки и смотрели, как старый рыбак чинит свою лодку.",
  uk: "Учора ввечері ми довго гуляли берегом річки й дивилися, як старий рибалка лагодить свій човен, і їли яблука.",
  de: "Gestern Abend gingen wir über die Brücke und sahen, wie der Fluß größer wurde; später aß ich drei süße Äpfel.",
  fr: "Hier après-midi, nous avons marché près de la forêt où l’été dernier un élève avait trouvé une clé rouillée.",
  pl: "Wczoraj późnym wieczorem poszliśmy nad rzekę, gdzie stary rybak naprawiał łódź i śpiewał cichą pieśń.",
  cs: "Včera večer jsme šli podél řeky a dívali se, jak starý rybář opravuje svou loď a tiše si přitom zpívá.",
  hu: "Tegnap este sokáig sétáltunk a folyó partján, és néztük, ahogy az öreg halász javítja a csónakját, őszintén.",
  el: "Χθες το βράδυ περπατήσαμε δίπλα στο ποτάμι και είδαμε έναν γέρο ψαρά να φτιάχνει τη βάρκα του.",
  tr: "Dün akşam ırmağın kıyısında uzun süre yürüdük, yaşlı bir balıkçının küçük kayığını onardığını gördük.",
  he: "אתמול בערב הלכנו לאורך הנהר וראינו דייג זקן שמתקן את הסירה שלו ושר שיר ישן.",
  ar: "مشينا مساء أمس على ضفة النهر ورأينا صيادا عجوزا يصلح قاربه ويغني أغنية قديمة.",
  th: "เมื่อวานตอนเย็นเราเดินเล่นริมแม่น้ำและเห็นชาวประมงแก่ซ่อมเรือของเขาอยู่ใต้ต้นไม้ใหญ่",
  lt: "Vakar vakare ilgai vaikščiojome palei upę ir žiūrėjome, kaip senas žvejys taiso savo valtį ir tyliai dainuoja.",
} as const;

export type TextName = keyof typeof TEXTS;

const isTextName = (name: string): name is TextName => name in TEXTS;
export const TEXT_NAMES: readonly TextName[] = Object.keys(TEXTS).filter(isTextName);

/** ISO-2022-JP, which iconv-lite does not write: EUC-JP's two-byte codes, with the high bits off, between ESC $ B and ESC ( B. */
export function escapedJapanese(text: string): Buffer {
  const out: number[] = [];
  let inKanji = false;
  for (const byte of iconv.encode(`${text}\x1b`, "eucjp")) {
    if (byte >= 0x80 !== inKanji) out.push(0x1b, ...(inKanji ? [0x28, 0x42] : [0x24, 0x42]));
    inKanji = byte >= 0x80;
    out.push(byte & 0x7f);
  }
  return Buffer.from(out.slice(0, -1));
}
