import type { KeyMode } from '../keys/merchant-file';
import type { Clock } from './clock';
import type { Settings } from './settings';

const day = 86_400_000;

/** Of a thousand notifications, so many are signed with the public key on each day of the move (微信支付公钥灰度). */
const permilleOfDay = [1, 10, 50, 100, 200, 500, 1000] as const;

/**
 * How far the merchant's move from the platform certificate to the public key has come, in virtual days. It begins by
 * control or, where `merchant.json` says `mixed`, with the world. https://pay.weixin.qq.com/doc/v3/merchant/4012154180
 */
export class MoveToPublicKey {
  readonly #fileMode: KeyMode;
  readonly #settings: Settings;
  readonly #clock: Clock;

  constructor(fileMode: KeyMode, settings: Settings, clock: Clock) {
    this.#fileMode = fileMode;
    this.#settings = settings;
    this.#clock = clock;
  }

  mode(): KeyMode {
    return this.#fileMode === 'certificate' && this.#since() !== undefined ? 'mixed' : this.#fileMode;
  }

  begin() {
    this.#settings.set('publicKeySince', this.#clock.now());
  }

  /** Of a thousand notifications, how many are signed with the public key now. */
  permille(): number {
    if (this.#fileMode === 'publicKey') return 1000;
    if (this.#fileMode === 'mixed' && this.#since() === undefined) this.begin();
    const since = this.#since();
    if (since === undefined) return 0;
    const days = Math.floor((this.#clock.now() - since) / day);
    return permilleOfDay[Math.max(0, Math.min(days, permilleOfDay.length - 1))] as number;
  }

  #since(): number | undefined {
    return this.#settings.get<number>('publicKeySince');
  }
}
