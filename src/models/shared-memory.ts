/**
 * Memory that the threads of a run share, for what is large and made once: whichever thread needs it first makes it, and one that
 * comes meanwhile waits.
 */
const STATE = 0;
/** States of a memory, in its first word. */
const FREE = 0;
const IN_HAND = 1;
const READY = 2;
const FAILED = 3;
/** A thread that died over it leaves it in hand: after so long another one makes it for itself. It takes 0.1 s. */
const MAX_WAIT_MS = 5000;

/** How what is made is put into memory and found there again. */
export interface Placement<Made> {
  /** @returns false if there is no room for it */
  readonly place: (made: Made, memory: Int32Array) => boolean;
  readonly find: (memory: Int32Array) => Made;
}

/** Memory of so many 32-bit words. It takes no room before it is written. */
export function reserveMemory(words: number): SharedArrayBuffer {
  return new SharedArrayBuffer((words + 1) * Int32Array.BYTES_PER_ELEMENT);
}

/** What stands in the memory, made first where it is not there. */
export function madeOnce<Made>(memory: SharedArrayBuffer, make: () => Made, { place, find }: Placement<Made>): Made {
  const words = new Int32Array(memory);
  const room = words.subarray(1);
  if (Atomics.compareExchange(words, STATE, FREE, IN_HAND) === FREE) {
    let end = FAILED;
    try {
      if (place(make(), room)) end = READY;
    } finally {
      Atomics.store(words, STATE, end);
      Atomics.notify(words, STATE);
    }
  }
  Atomics.wait(words, STATE, IN_HAND, MAX_WAIT_MS);
  return Atomics.load(words, STATE) === READY ? find(room) : make();
}
