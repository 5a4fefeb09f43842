/** Who sells. With `subMchid` the merchant is a service provider (服务商) and sells for that sub-merchant. */
export interface Merchant {
  appid: string;
  mchid: string;
  subAppid?: string;
  subMchid?: string;
}
