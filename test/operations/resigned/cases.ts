import type { OrderStatus } from '../../../cloudfunctions/lib/payment/order';
import { seededRandom } from '../../support/seeded-random';
import { type Deviation, deviations } from './deviations';
import type { Draft, Seller } from './genuine';

export interface Case {
  status: OrderStatus;
  /** The protocol of the order; the message may speak the other one. */
  orderApi: Draft['api'];
  api: Draft['api'];
  signType: 'MD5' | 'HMAC-SHA256';
  seller: Seller;
  /** Three at most. */
  changed: Deviation[];
  /** Whether WeChat sends it a second time. */
  twice: boolean;
}

const STATUSES: OrderStatus[] = ['CREATED', 'PAYING', 'CLOSING', 'CLOSED', 'PAID'];

const fitting = (api: Draft['api'], seller: Seller) =>
  deviations.filter((one) => (one.api ?? api) === api && (one.seller ?? seller) === seller);
const FITTING = {
  v2: { merchant: fitting('v2', 'merchant'), provider: fitting('v2', 'provider') },
  v3: { merchant: fitting('v3', 'merchant'), provider: fitting('v3', 'provider') },
};

/** So many messages about orders of every kind, the same for the same seed. */
export function* cases(seed: number, count: number): Generator<Case> {
  const below = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  for (let i = 0; i < count; i++) {
    // Signing by RSA is what costs.
    const api = below(6) === 0 ? 'v3' : 'v2';
    const seller = below(4) === 0 ? 'provider' : 'merchant';
    const changed: Deviation[] = [];
    for (let wanted = pick([0, 1, 1, 1, 1, 1, 2, 2, 3]); wanted > 0; wanted--) {
      const one = pick(FITTING[api][seller]);
      if (!changed.some(({ aspect }) => aspect === one.aspect)) changed.push(one);
    }
    const orderApi = below(12) === 0 ? (api === 'v2' ? 'v3' : 'v2') : api;
    const signType = pick(['MD5', 'HMAC-SHA256'] as const);
    yield { status: pick(STATUSES), orderApi, api, signType, seller, changed, twice: below(4) === 0 };
  }
}
