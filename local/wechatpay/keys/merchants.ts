import type { KeyObject } from 'node:crypto';
import { profitSharingOf } from './profit-sharing-entry';

/** What WeChat takes of a payment, in hundredths of a percent: 60 is 0.60 %. */
export type FeeRate = number;

/** The form of a merchant's bills: those without WeChat's newer coupons still get the old one. */
export type BillForm = 'new' | 'old';

/** What a merchant has entered at the merchant platform about profit sharing (分账). */
export interface ProfitSharing {
  /** Where a receiver hears of what he gets; null where he does not want to. */
  notifyUrl: string | null;
  /** So much of a payment may go to others. */
  maxPercent: number;
}

/** One who may sign requests. */
export interface Merchant {
  mchid: string;
  appids: Set<string>;
  apiKey: string;
  apiV3Key: string;
  name: string;
  feeRate: FeeRate;
  billForm: BillForm;
  profitSharing: ProfitSharing;
  /** Of the API certificate, upper case. */
  serial: string;
  publicKey: KeyObject;
  /** The API certificate itself, DER. */
  certificate: Buffer;
}

/** One on whose behalf a service provider (服务商) sells. */
export interface SubMerchant {
  mchid: string;
  appids: Set<string>;
  provider: string;
  name: string;
  feeRate: FeeRate;
  profitSharing: ProfitSharing;
}

/** Everybody declared in `merchant.json`. */
export class Merchants {
  readonly #merchants = new Map<string, Merchant>();
  readonly #subMerchants = new Map<string, SubMerchant>();

  add(merchant: Merchant) {
    this.#merchants.set(merchant.mchid, merchant);
  }

  addSubMerchant(subMerchant: SubMerchant) {
    this.#subMerchants.set(subMerchant.mchid, subMerchant);
  }

  get(mchid: string): Merchant | undefined {
    return this.#merchants.get(mchid);
  }

  subMerchant(mchid: string): SubMerchant | undefined {
    return this.#subMerchants.get(mchid);
  }

  all(): Merchant[] {
    return [...this.#merchants.values()];
  }

  /** Of whoever sells: a sub-merchant has its own. Zero for one that is not declared any more. */
  feeRateOf(seller: string): FeeRate {
    return (this.#subMerchants.get(seller) ?? this.#merchants.get(seller))?.feeRate ?? 0;
  }

  /** Of whoever shares, or of a receiver, who may be unknown here. */
  profitSharingOf(mchid: string): ProfitSharing {
    return (this.#subMerchants.get(mchid) ?? this.#merchants.get(mchid))?.profitSharing ?? profitSharingOf({});
  }

  nameOf(mchid: string): string {
    return this.#subMerchants.get(mchid)?.name ?? this.#merchants.get(mchid)?.name ?? mchid;
  }
}
