/**
 * Logarithm and exponential by additions, multiplications and divisions only, which every machine rounds alike.
 * `Math.log` and `Math.exp` may differ in the last bit from one engine to the next, and a language must not hang on that.
 */

/** Terms of the series: the rest is below 1e-16 for all that is asked here. */
const LAST_TERM = 25;
const EXPONENTIAL_TERMS = 16;
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

/** e to the power of x; 0 below −700. */
export function exponential(x: number): number {
  if (x < -700) return 0;
  let halvings = Math.floor(x / Math.LN2);
  const rest = x - halvings * Math.LN2;
  let sum = 1;
  for (let n = EXPONENTIAL_TERMS; n >= 1; n--) sum = 1 + (sum * rest) / n;
  for (; halvings > 0; halvings--) sum *= 2;
  for (; halvings < 0; halvings++) sum /= 2;
  return sum;
}

/** 1 / (1 + e^−x). */
export function logistic(x: number): number {
  if (x > NEARLY_ONE) return 1;
  return x < 0 ? 1 - logistic(-x) : 1 / (1 + exponential(-x));
}
