import { openSummary } from './open-summary';

/** Which refunds an operator wants to see first: those that wait for his word, or else those that went wrong. */
export async function firstFilter(): Promise<'ASKED' | 'ABNORMAL'> {
  try {
    const { waiting } = await openSummary();
    return waiting.refundsAsked === 0 && waiting.refundsAbnormal > 0 ? 'ABNORMAL' : 'ASKED';
  } catch (error) {
    // The list that is loaded next tells what is wrong.
    console.warn(error);
    return 'ASKED';
  }
}
