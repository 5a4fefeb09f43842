import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { type KeyFiles, keyFiles, newPrivateKey } from './key-files';
import { makeCertificate } from './make-certificate';
import { makeP12 } from './make-p12';
import {
  feeRateOf,
  type KeyMode,
  type MerchantFile,
  newMerchantFile,
  newSerial,
  type OtherMerchant,
  type ParsedMerchantFile,
  parseMerchantFile,
} from './merchant-file';
import { type Merchant, Merchants } from './merchants';
import { profitSharingOf } from './profit-sharing-entry';

export interface Keys {
  merchantFile: MerchantFile;
  merchants: Merchants;
  /** WeChat's platform certificates, the one that signs last: two while merchants change from one to the next. */
  platforms: readonly [PlatformKey, ...PlatformKey[]];
  /** Makes the second platform certificate; undefined where there are two already. */
  addPlatform(): Promise<PlatformKey | undefined>;
  publicKey: { id: string; key: KeyObject };
  keyMode: KeyMode;
  tls: { cert: Buffer; key: Buffer };
}

export interface PlatformKey {
  serial: string;
  key: KeyObject;
  certificatePem: string;
  validFrom: Date;
  validTo: Date;
}

/** Reads the keys folder and makes what is missing. Throws an Error, in Chinese, where the files contradict each other. */
export async function loadKeys(folder: string): Promise<Keys> {
  await mkdir(folder, { recursive: true });
  const files = keyFiles(folder);
  const text = await files.readOrMake('merchant.json', () => `${JSON.stringify(newMerchantFile(), null, 2)}\n`);
  const file = parseMerchantFile(text.toString('utf8'));
  const [platforms, publicKey, tls, first, ...others] = await Promise.all([
    platformKeys(files, file.platformSerial),
    publicKeyOf(files),
    tlsKey(files),
    merchantCertificate(files, 'merchant', file.mchid, file.merchantSerial),
    ...(file.others?.merchants ?? []).map(({ mchid, certificate }) =>
      merchantCertificate(files, certificate?.replace(/\.pem$/, '') ?? mchid, mchid, undefined),
    ),
  ]);
  const merchants = new Merchants();
  merchants.add(merchantOf(file, [file.appid, ...(file.others?.appids ?? [])], first));
  for (const [index, other] of (file.others?.merchants ?? []).entries()) {
    merchants.add(merchantOf(other, other.appids, others[index] as X509Certificate));
  }
  for (const sub of file.others?.subMerchants ?? []) {
    merchants.addSubMerchant({
      mchid: sub.mchid,
      appids: new Set(sub.appids),
      provider: sub.provider ?? file.mchid,
      name: sub.merchantName ?? `特约商户 ${sub.mchid}`,
      feeRate: feeRateOf(sub),
      profitSharing: profitSharingOf(sub),
    });
  }
  return {
    merchantFile: { ...file, merchantSerial: first.serialNumber, platformSerial: platforms[0].serial },
    merchants,
    platforms,
    addPlatform: adderOf(files, platforms),
    publicKey: { id: file.publicKeyId, key: publicKey },
    keyMode: file.keyMode ?? 'certificate',
    tls,
  };
}

function merchantOf(
  entry: ParsedMerchantFile | OtherMerchant,
  appids: string[],
  certificate: X509Certificate,
): Merchant {
  return {
    mchid: entry.mchid,
    appids: new Set(appids),
    apiKey: entry.apiKey,
    apiV3Key: entry.apiV3Key,
    name: entry.merchantName ?? '本地商户',
    feeRate: feeRateOf(entry),
    billForm: entry.billForm ?? 'new',
    profitSharing: profitSharingOf(entry),
    serial: certificate.serialNumber,
    publicKey: certificate.publicKey,
    certificate: certificate.raw,
  };
}

async function merchantCertificate(files: KeyFiles, name: string, mchid: string, serial: string | undefined) {
  const present = await files.read(`${name}.pem`);
  // Beside a certificate that somebody brought, a newly made key would belong to nothing.
  const key = present ? await files.read(`${name}.key`) : await files.readOrMake(`${name}.key`, newPrivateKey);
  const pem =
    present ??
    (await files.readOrMake(`${name}.pem`, () =>
      makeCertificate({
        privateKeyPem: String(key),
        serial: serial ?? newSerial(),
        commonName: mchid,
        organization: 'Local WeChat Pay merchant',
        validFrom: yesterday(),
        years: 5,
      }),
    ));
  if (key) await files.readOrMake(`${name}.p12`, () => makeP12(String(key), String(pem), mchid));
  const certificate = new X509Certificate(pem);
  if (serial) mustMatch(`${name}.pem`, 'merchantSerial', certificate.serialNumber, serial);
  return certificate;
}

type Platforms = [PlatformKey, ...PlatformKey[]];

/** The name of the second certificate's files. */
const second = 'platform-2';

async function platformKeys(files: KeyFiles, serial: string | undefined): Promise<Platforms> {
  const first = await platformKey(files, 'platform', serial);
  return (await files.read(`${second}.pem`)) ? [first, await platformKey(files, second, undefined)] : [first];
}

function adderOf(files: KeyFiles, platforms: Platforms): Keys['addPlatform'] {
  // Two at once would each write half of what the next start reads.
  let isAdding = false;
  return async () => {
    if (platforms.length > 1 || isAdding) return undefined;
    isAdding = true;
    try {
      const added = await platformKey(files, second, undefined);
      platforms.push(added);
      return added;
    } finally {
      isAdding = false;
    }
  };
}

async function platformKey(files: KeyFiles, name: string, serial: string | undefined): Promise<PlatformKey> {
  const key = await ownKey(files, `${name}.key`, `${name}.pem`);
  const pem = await files.readOrMake(`${name}.pem`, () =>
    makeCertificate({
      privateKeyPem: key,
      serial: serial ?? newSerial(),
      commonName: 'Tenpay.com sign (local)',
      organization: 'Local WeChat Pay',
      validFrom: yesterday(),
      years: 5,
    }),
  );
  const certificate = new X509Certificate(pem);
  const privateKey = createPrivateKey(key);
  if (!certificate.checkPrivateKey(privateKey)) throw new Error(`${name}.key 不是 ${name}.pem 的私钥`);
  if (serial) mustMatch(`${name}.pem`, 'platformSerial', certificate.serialNumber, serial);
  return {
    serial: certificate.serialNumber,
    key: privateKey,
    certificatePem: String(pem),
    validFrom: new Date(certificate.validFrom),
    validTo: new Date(certificate.validTo),
  };
}

async function publicKeyOf(files: KeyFiles): Promise<KeyObject> {
  const key = await ownKey(files, 'pubkey.key', 'wechat_public_key.pem');
  const spki = createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string;
  const pem = await files.readOrMake('wechat_public_key.pem', () => spki);
  if (!createPublicKey(pem).equals(createPublicKey(key))) {
    throw new Error('wechat_public_key.pem 不是 pubkey.key 的公钥');
  }
  return createPrivateKey(key);
}

async function tlsKey(files: KeyFiles): Promise<Keys['tls']> {
  const key = await ownKey(files, 'tls.key', 'tls.pem');
  const cert = await files.readOrMake('tls.pem', () =>
    makeCertificate({
      privateKeyPem: key,
      serial: newSerial(),
      commonName: 'api.mch.weixin.qq.com',
      organization: 'Local WeChat Pay',
      validFrom: yesterday(),
      years: 5,
      hosts: ['127.0.0.1', '::1', 'localhost', 'api.mch.weixin.qq.com', 'api2.mch.weixin.qq.com'],
    }),
  );
  return { cert, key: Buffer.from(key) };
}

/** A key that this gateway itself needs: its public half alone is of no use. */
async function ownKey(files: KeyFiles, keyName: string, publicName: string): Promise<string> {
  if (!(await files.read(keyName)) && (await files.read(publicName))) {
    throw new Error(`密钥目录中有 ${publicName} 而没有 ${keyName}：放回私钥，或删除 ${publicName} 重新生成一对`);
  }
  return String(await files.readOrMake(keyName, newPrivateKey));
}

function mustMatch(certificate: string, name: string, actual: string, stated: string) {
  if (actual.toUpperCase() !== stated.toUpperCase()) {
    throw new Error(`merchant.json 的 ${name} 是 ${stated}，而 ${certificate} 的序列号是 ${actual}`);
  }
}

/** A client whose clock runs behind must still find the certificate valid. */
const yesterday = () => new Date(Date.now() - 86_400_000);
