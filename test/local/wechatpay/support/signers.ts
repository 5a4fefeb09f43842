import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Keys } from '../../../../local/wechatpay/keys/load-keys';
import { type Merchant, Merchants } from '../../../../local/wechatpay/keys/merchants';

export interface Signer extends Merchant {
  privateKey: KeyObject;
}

const profitSharing = { notifyUrl: null, maxPercent: 30 };

function signer(mchid: string, appid: string, serial: string, apiKey: string, apiV3Key: string): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const certificate = Buffer.alloc(0);
  return {
    mchid,
    appids: new Set([appid]),
    apiKey,
    apiV3Key,
    name: mchid,
    feeRate: 0,
    billForm: 'new',
    profitSharing,
    serial,
    publicKey,
    privateKey,
    certificate,
  };
}

/** Two merchants and all that a gateway knows of keys, without a gateway. */
export function signers() {
  const own = signer(
    '1900000109',
    'wx0123456789abcdef',
    '0A1B2C3D4E5F60718293A4B5C6D7E8F901234567',
    'Mn2bV4cX6zL8kJ0hG1fD3sA5qW7eR9tY',
    'Zq3wR8tY1uI5oP7aS9dF2gH4jK6lXcVb',
  );
  const other = signer(
    '1900000200',
    'wxother0000000001',
    '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
    'ANOTHER0123456789ANOTHER01234567',
    'another0123456789another01234567',
  );
  const merchants = new Merchants();
  merchants.add(own);
  merchants.add(other);
  const named = { mchid: '1900000300', provider: own.mchid, name: 'sub' };
  merchants.addSubMerchant({ ...named, appids: new Set(), feeRate: 0, profitSharing });
  const keys = {
    merchants,
    platforms: [{ serial: '7132D72A03E93CDDF8C03BBD1F37EEDF00000001' }],
    publicKey: { id: 'PUB_KEY_ID_0119000001092024' },
  } as unknown as Keys;
  return { own, other, merchants: merchants.all(), keys };
}
