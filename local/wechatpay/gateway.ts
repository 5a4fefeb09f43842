import type { Faults } from './faults/faults';
import type { Keys } from './keys/load-keys';
import type { Notifier } from './notifications/notifier';
import type { WechatSigner } from './v3/signatures';
import type { Clock } from './world/clock';
import type { MoveToPublicKey } from './world/move-to-public-key';
import type { World } from './world/world';

/** What every operation and every control works with. */
export interface Gateway {
  keys: Keys;
  signer: WechatSigner;
  keyMove: MoveToPublicKey;
  world: World;
  clock: Clock;
  faults: Faults;
  notifier: Notifier;
  /** Where it can be reached over http, without a slash at the end; known once it listens. */
  address(): string;
}
