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
  wechatpayTlsUrl: string;
  cloudUrl: string;
  /** Where the functions find their keys. */
  functionKeys: string;
}

/** The shopkeepers of the local shop: two, because one alone may not give a large sum back. */
const operators = ['oLocalOperator00000000000001', 'oLocalOperator00000000000002'];

/**
 * The configuration of the functions, as a developer fills it in at CloudBase. Only the addresses and the keys are
 * local ones.
 */
export function functionEnvironment(source: Source) {
  const { api, merchant, wechatpayUrl, wechatpayTlsUrl, cloudUrl, functionKeys } = source;
  return {
    WECHATPAY_API: api,
    WECHATPAY_APPID: merchant.appid,
    WECHATPAY_MCHID: merchant.mchid,
    WECHATPAY_NOTIFY_URL: `${cloudUrl}/trade`,
    WECHATPAY_BASE_URL: wechatpayUrl,
    // Client certificates need https, and trusting its certificate needs ca.pem; everything else is simpler over http.
    WECHATPAY_TLS_BASE_URL: wechatpayTlsUrl,
    WECHATPAY_API_KEY: merchant.apiKey,
    WECHATPAY_API_V3_KEY: merchant.apiV3Key,
    WECHATPAY_MERCHANT_SERIAL: merchant.merchantSerial,
    WECHATPAY_PUBLIC_KEY_ID: merchant.publicKeyId,
    WECHATPAY_KEYS_FOLDER: functionKeys,
    SHOP_OPERATORS: operators.join(','),
  };
}
