/**
 * Logarithm and exponential by additions, multiplications and divisions only, which every machine rounds alike.
 * `Math.log` and `Math.exp` may differ in the last bit from one engine to the next, and a language must not hang on that.
 */

/** Terms of the series: the rest is below 1e-16 for all that is asked here. */
const LAST_TERM = 25;
const EXPONENTIAL_TERMS = 16;
/** 1 / n!, of each term. */
const RECIPROCAL_FACTORIALS = quotients(EXPONENTIAL_TERMS, (n) => n);
/** 2^-n, as far as it is exact. */
const POWERS_OF_HALF = quotients(1022, () => 2);
/** From here on 1 / (1 + e^−x) is 1 to nine digits. */
const NEARLY_ONE = 20;

/** Natural logarithm of a positive number. */
export function naturalLogarithm(x: number): number {
  let mantissa = x;
  let exponent = 0;
  for (; mantissa > Math.SQRT2; exponent++) mantissa /= 2;
  for (; mantissa < Math.SQRT2 / 2; exponent--) mantissa *= 2;
  const s = (mantissa - 1) / (mantissa + 1);
  let sum = 0;
  for (let n = LAST_TERM; n >= 1; n -= 2) sum = sum * s * s + 1 / n;
  return 2 * s * sum + exponent * Math.LN2;
}

/** e to the power of x, which is at most 700; 0 below −700. */
export function exponential(x: number): number {
  if (x < -700) return 0;
  const doublings = Math.floor(x / Math.LN2);
  const rest = x - doublings * Math.LN2;
  let sum = RECIPROCAL_FACTORIALS[EXPONENTIAL_TERMS]!;
  for (let n = EXPONENTIAL_TERMS - 1; n >= 0; n--) sum = sum * rest + RECIPROCAL_FACTORIALS[n]!;
  return doublings < 0 ? sum * POWERS_OF_HALF[-doublings]! : sum / POWERS_OF_HALF[doublings]!;
}

/** 1, and each the one before divided by what stands for its place. */
function quotients(last: number, divisor: (n: number) => number): Float64Array {
  const terms = new Float64Array(last + 1).fill(1);
  for (let n = 1; n <= last; n++) terms[n] = terms[n - 1]! / divisor(n);
  return terms;
}

/** 1 / (1 + e^−x). */
export function logistic(x: number): number {
  if (x > NEARLY_ONE) return 1;
  return x < 0 ? 1 - logistic(-x) : 1 / (1 + exponential(-x));
}
