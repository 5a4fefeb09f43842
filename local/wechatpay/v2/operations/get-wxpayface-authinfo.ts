import { randomBytes } from 'node:crypto';
import type { Operation } from '../operation';

const lifetimeSeconds = 3600;

/**
 * 获取刷脸调用凭证: what the device's program needs in order to look at faces. At WeChat it is asked of another host,
 * payapp.weixin.qq.com.
 */
export const getWxpayfaceAuthinfo: Operation = {
  path: '/face/get_wxpayface_authinfo',
  title: '获取刷脸调用凭证',
  source: 'https://pay.weixin.qq.com/wiki/doc/wxfacepay/develop/sdk-android.html',
  errors: ['SYSTEMERROR', 'PARAM_ERROR', 'FREQUENCY_LIMITED'],
  fields: {
    store_id: { label: '门店编号', type: 'string', required: true, max: 32 },
    store_name: { label: '门店名称', type: 'string', required: true, max: 128 },
    device_id: { label: '终端设备编号', type: 'string', required: true, max: 32 },
    attach: { label: '附加字段', type: 'string', max: 1024 },
    rawdata: { label: '初始化数据', type: 'string', required: true, max: 2048 },
    now: { label: '当前时间', type: 'integer', required: true, min: 1_000_000_000, max: 9_999_999_999 },
    version: { label: '版本号', type: 'string', required: true, pattern: '^1$' },
  },
  run: () => ({
    ok: true,
    fields: [
      ['authinfo', randomBytes(96).toString('base64')],
      ['expires_in', lifetimeSeconds],
    ],
  }),
};
