interface Source {
  api: 'v2' | 'v3';
  merchant: {
    appid: string;
    mchid: string;
    apiKey: string;
    apiV3Key: string;
    merchantSerial: string;
    publicKeyId: string;
  };
  wechatpayUrl: string;
  cloudUrl: string;
  /** Where the functions find their keys. */
  functionKeys: string;
}

/**
 * The configuration of the functions, as a developer fills it in at CloudBase. Only the addresses and the keys are
 * local ones.
 */
export function functionEnvironment({ api, merchant, wechatpayUrl, cloudUrl, functionKeys }: Source) {
  return {
    WECHATPAY_API: api,
    WECHATPAY_APPID: merchant.appid,
    WECHATPAY_MCHID: merchant.mchid,
    WECHATPAY_NOTIFY_URL: `${cloudUrl}/trade`,
    WECHATPAY_BASE_URL: wechatpayUrl,
    WECHATPAY_API_KEY: merchant.apiKey,
    WECHATPAY_API_V3_KEY: merchant.apiV3Key,
    WECHATPAY_MERCHANT_SERIAL: merchant.merchantSerial,
    WECHATPAY_PUBLIC_KEY_ID: merchant.publicKeyId,
    WECHATPAY_KEYS_FOLDER: functionKeys,
  };
}
