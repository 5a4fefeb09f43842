import type { KeyObject } from 'node:crypto';

/** One who may sign requests. */
export interface Merchant {
  mchid: string;
  appids: Set<string>;
  apiKey: string;
  apiV3Key: string;
  name: string;
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

  nameOf(mchid: string): string {
    return this.#subMerchants.get(mchid)?.name ?? this.#merchants.get(mchid)?.name ?? mchid;
  }
}
