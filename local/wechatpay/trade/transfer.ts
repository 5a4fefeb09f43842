/** Money for a user who has to confirm that he takes it (商家转账), as WeChat keeps it. Moments are virtual milliseconds. */
export interface Transfer {
  id: number;
  mchid: string;
  appid: string;
  /** Unique per mchid. */
  outBillNo: string;
  /** WeChat's own number. */
  transferBillNo: string;
  openid: string;
  /** The payee's name as the merchant gave it, in plain text. */
  userName: string | null;
  /** Fen. */
  amount: number;
  remark: string;
  notifyUrl: string | null;
  /** Every parameter that must not change when the number is submitted again, as JSON. */
  parameters: string;
  /** What `wx.requestMerchantTransfer` is called with. */
  packageInfo: string;
  createdAt: number;
  /** From then on it can be confirmed. */
  readyAt: number;
  /** When the user confirmed or the merchant cancelled; null while neither has. */
  decidedAt: number | null;
  /** When it ends, and how: unless somebody decides, a day after it was made. */
  endsAt: number;
  outcome: FinalTransferState;
  failReason: FailReason | null;
}

export type FinalTransferState = 'SUCCESS' | 'FAIL' | 'CANCELLED';
export type TransferState = 'ACCEPTED' | 'WAIT_USER_CONFIRM' | 'TRANSFERING' | 'CANCELING' | FinalTransferState;
/** Of the reasons that are documented, those which can happen here. */
export type FailReason = 'OVERDUE_CLOSE' | 'MCH_CANCEL' | 'NAME_NOT_CORRECT' | 'PAYEE_ACCOUNT_ABNORMAL';

export const transferLimits = {
  /** Fen from which the payee's name must be given, and below which it must not be. */
  named: { from: 200_000, notBelow: 30 },
  /** The user has a day to confirm. */
  patience: 86_400_000,
  /** Milliseconds from a decision to the end. */
  duration: 30_000,
  /** Milliseconds for which a slow one is ACCEPTED only. */
  slowness: 60_000,
} as const;

type Moments = Pick<Transfer, 'readyAt' | 'decidedAt' | 'endsAt' | 'outcome'>;

/** The state as of a moment. https://pay.weixin.qq.com/doc/v3/merchant/4012711988 */
export function transferStateOf({ readyAt, decidedAt, endsAt, outcome }: Moments, now: number): TransferState {
  if (now >= endsAt) return outcome;
  if (decidedAt !== null) return outcome === 'CANCELLED' ? 'CANCELING' : 'TRANSFERING';
  return now < readyAt ? 'ACCEPTED' : 'WAIT_USER_CONFIRM';
}

/** When the state was last another one. */
export function lastChangeOf({ createdAt, readyAt, decidedAt, endsAt }: Transfer, now: number): number {
  return [endsAt, decidedAt, readyAt].find((moment) => moment !== null && moment <= now) ?? createdAt;
}
