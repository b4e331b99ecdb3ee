/** Made-up sentences in many scripts, and what may be done to one that comes again. */

export const SENTENCES = [
  "The keeper of the lamp writes down each night what the sea has brought in and what it has taken away.",
  "Behind the mill there is a garden with seven kinds of apples, and nobody remembers who planted them.",
  "灯台守は毎晩、海が運んできたものと持ち去ったものを、古い帳面に書きとめている。",
  "水車小屋の裏には七種類の林檎の木が植えられた庭があり、誰が植えたのかは誰も覚えていない。",
  "守灯人每天夜里都在旧账本上写下大海送来的东西和带走的东西，从来没有间断过。",
  "Người giữ hải đăng mỗi đêm ghi lại những gì biển mang đến và những gì biển lấy đi, bằng bút chì.",
  "В саду за мельницей растут яблоки семи сортов, и никто уже не помнит, кто и когда их посадил.",
  "At the lock the water stood at 312 centimetres, and 1,204 boats went through 😀 without a word.",
  "ผู้ดูแลประภาคารจดบันทึกทุกคืนว่าทะเลนำอะไรมาและเอาอะไรไปบ้างลงในสมุดเก่า",
  "Im Garten hinter der Mühle wachsen sieben Sorten Äpfel, und niemand weiß mehr, wer sie gepflanzt hat.",
];
export const SHORT = ["* * *", "A copy", "Ring twice", "目次", "https://harbour.example/letters/7", "#lamp #sea #boats", "😀", "１２"];

/** What is done to a sentence that comes again. */
export const EDITS: readonly ((sentence: string) => string)[] = [
  (sentence) => sentence,
  (sentence) => sentence,
  (sentence) => sentence.toUpperCase(),
  (sentence) => sentence.normalize("NFD"),
  (sentence) => sentence.slice(0, Math.floor(sentence.length * 0.6)),
  (sentence) => `${sentence.slice(0, 20)}x${sentence.slice(21)}`,
  (sentence) => sentence.replace("312", "318"),
  (sentence) => `So: ${sentence} (7)`,
  (sentence) => sentence.replaceAll(/[ ，、,]/g, "　"),
];
