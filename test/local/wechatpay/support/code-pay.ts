import { expect } from '@jest/globals';
import type { Fields, Json, TestGateway } from './gateway';
import { v2OverTls } from './refunds';
import { toXml, v2Sign } from './sign';

export const otherMerchant = {
  mchid: '1900000200',
  appids: ['wx3'],
  apiKey: 'k'.repeat(32),
  apiV3Key: 'v'.repeat(32),
};
export const subMerchant = { sub_mch_id: '1900000109', sub_appid: 'wxsub0000000000001' };
export const codePayMerchants = {
  others: {
    merchants: [otherMerchant],
    subMerchants: [{ mchid: '1900000109', appids: ['wxsub0000000000001'] }],
  },
};

export const number = ({ out_trade_no }: Fields): Fields => ({ out_trade_no: out_trade_no as string });
export const outTradeNo = ({ out_trade_no }: Fields) => ({ outTradeNo: out_trade_no });

/** What a shop with a scanner asks of API v2, and what its buyers do. */
export function codePay(gateway: () => TestGateway) {
  const later = (advanceSeconds: number) => gateway().control('clock', { advanceSeconds });
  const faults = (body: Json) => gateway().control('faults', body);
  const paycode = async (buyer: Json = {}) => String((await gateway().control('paycode', buyer)).authCode);
  const order = (fields: Fields = {}): Fields => {
    const { notify_url: _, trade_type: __, openid: ___, ...rest } = gateway().v2Order(fields);
    return rest;
  };
  const charge = (fields: Fields) => gateway().v2('/pay/micropay', fields);
  const query = (asked: Fields) => gateway().v2('/pay/orderquery', number(asked));
  const reverse = (fields: Fields) => v2OverTls(gateway(), '/secapi/pay/reverse', fields);
  /** A request of the other merchant. */
  const asOther = (path: string, fields: Fields) => {
    const asked = { appid: 'wx3', mch_id: otherMerchant.mchid, nonce_str: 'n', ...fields };
    return gateway().postXml(path, toXml({ ...asked, sign: v2Sign(asked, otherMerchant.apiKey) }));
  };
  /** An order whose buyer is asked for the password. */
  const askedForPassword = async (fields: Fields = {}) => {
    await faults({ userPaying: 1 });
    const asked = order({ auth_code: await paycode({ openid: 'oBuyer' }), ...fields });
    expect(await charge(asked)).toMatchObject({ err_code: 'USERPAYING', err_code_des: '需要用户输入支付密码' });
    return asked;
  };
  return { later, faults, paycode, order, charge, query, reverse, asOther, askedForPassword };
}
