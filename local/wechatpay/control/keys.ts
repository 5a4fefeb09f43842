import type { Gateway } from '../gateway';
import { badRequest, type Control, refused, unknownKey } from './control';

/** The keys WeChat signs with, and how far the merchant's move to the public key has come. */
export const showKeys: Control = (gateway) => ({ body: keysView(gateway) });

/**
 * Changes WeChat's keys: a second platform certificate, which signs from then on while the first stays in force, or the
 * seven days in which more and more notifications are signed with the public key.
 */
export const rotateKeys: Control = async (gateway, { body }) => {
  const unknown = unknownKey(body, ['rotate']);
  if (unknown) return unknown;
  const { keys, keyMove } = gateway;
  switch (body.rotate) {
    case 'certificate': {
      if (keyMove.mode() === 'publicKey')
        return refused(409, 'PUBLIC_KEY_ONLY', '这个商户只有微信支付公钥，没有平台证书');
      const added = await keys.addPlatform();
      if (added) return { body: keysView(gateway) };
      return refused(409, 'TWO_CERTIFICATES', '已有两张平台证书；要再换一次，请删除密钥目录中的 platform-2.* 并重启');
    }
    case 'publicKey':
      if (keyMove.mode() !== 'certificate')
        return refused(409, 'MOVED_ALREADY', `已在使用微信支付公钥（${keyMove.mode()}）`);
      keyMove.begin();
      return { body: keysView(gateway) };
    default:
      return badRequest('rotate 应为 certificate 或 publicKey');
  }
};

function keysView({ keys, keyMove }: Gateway) {
  return {
    keyMode: keyMove.mode(),
    certificates: keys.platforms.map(({ serial, validFrom, validTo }) => ({
      serial,
      validFrom: validFrom.toISOString(),
      validTo: validTo.toISOString(),
    })),
    publicKeyId: keys.publicKey.id,
    /** Of all notifications, from 0 to 1. */
    publicKeyShare: keyMove.permille() / 1000,
  };
}
