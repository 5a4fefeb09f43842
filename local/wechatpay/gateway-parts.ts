import type { Faults } from './faults/faults';
import type { Keys } from './keys/load-keys';
import type { WechatSigner } from './v3/signatures';
import type { Clock } from './world/clock';
import type { MoveToPublicKey } from './world/move-to-public-key';
import type { World } from './world/world';

/** What the gateway keeps and decides with. Notifications are written and sent with it. */
export interface GatewayParts {
  keys: Keys;
  signer: WechatSigner;
  keyMove: MoveToPublicKey;
  world: World;
  clock: Clock;
  faults: Faults;
}
