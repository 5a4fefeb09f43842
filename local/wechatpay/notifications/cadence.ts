const minutes = 60;
const hours = 3600;

/** Seconds from one attempt to the next, of transfers: 64 repeats (https://pay.weixin.qq.com/doc/v3/merchant/4012712115). */
export const transferCadence: readonly number[] = [
  ...new Array<number>(10).fill(15),
  ...new Array<number>(10).fill(5 * minutes),
  ...new Array<number>(44).fill(30 * minutes),
];

/**
 * Seconds from one attempt to the next until the merchant has answered correctly: fifteen repeats over 24 h 4 min
 * (https://pay.weixin.qq.com/doc/v3/merchant/4012791902).
 */
export const cadence: readonly number[] = [
  15,
  15,
  30,
  3 * minutes,
  10 * minutes,
  20 * minutes,
  30 * minutes,
  30 * minutes,
  30 * minutes,
  60 * minutes,
  3 * hours,
  3 * hours,
  3 * hours,
  6 * hours,
  6 * hours,
];
