import { isIP } from 'node:net';
import type { Credential, Credentials } from '../trade/credential';
import type { Request, ResultFields } from './operation';

/** One `trade_type` of the unified order. */
export interface Product {
  pays: Credential;
  /** The rules that concern more than one field. */
  problem(request: Request): string | undefined;
  /** What it answers besides `prepay_id`. */
  answer?(credentials: Credentials): ResultFields;
}

/**
 * https://pay.weixin.qq.com/wiki/doc/api/jsapi.php?chapter=9_1, native.php?chapter=9_1, app/app.php?chapter=9_1 and
 * H5.php?chapter=9_20 of the same.
 */
export const products: Record<string, Product> = {
  JSAPI: {
    pays: 'prepayId',
    problem({ fields, subMerchant }) {
      if (!fields.get('openid') && !(subMerchant && fields.get('sub_openid'))) return 'JSAPI支付必须传openid';
      return fields.get('sub_openid') && !fields.get('sub_appid') ? '缺少参数sub_appid' : undefined;
    },
  },
  NATIVE: {
    pays: 'codeUrl',
    problem: ({ fields }) => (fields.get('product_id') ? undefined : '缺少参数product_id'),
    answer: ({ codeUrl }) => [['code_url', codeUrl as string]],
  },
  APP: { pays: 'prepayId', problem: () => undefined },
  MWEB: {
    pays: 'webUrl',
    problem: ({ fields }) =>
      sceneProblem(fields.get('scene_info')) ?? addressProblem(fields.get('spbill_create_ip') as string),
    answer: ({ webUrl }) => [['mweb_url', webUrl as string]],
  },
};

/** What `h5_info` says besides its type. */
const scenes: Record<string, readonly string[]> = {
  Wap: ['wap_url', 'wap_name'],
  IOS: ['app_name', 'bundle_id'],
  Android: ['app_name', 'package_name'],
};

function sceneProblem(text: string | undefined): string | undefined {
  if (!text) return '缺少参数scene_info';
  const info = h5Info(text);
  const names = typeof info?.type === 'string' && Object.hasOwn(scenes, info.type) ? scenes[info.type] : undefined;
  if (!info || !names) return 'scene_info参数格式错误：应为JSON，h5_info.type应为Wap、IOS或Android';
  const missing = names.find((name) => typeof info[name] !== 'string' || info[name] === '');
  return missing && `scene_info参数格式错误：缺少h5_info.${missing}`;
}

function h5Info(text: string): Record<string, unknown> | undefined {
  try {
    const info: unknown = JSON.parse(text)?.h5_info;
    return typeof info === 'object' && info !== null ? (info as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** WeChat compares it with the address from which the page is opened. */
function addressProblem(address: string): string | undefined {
  if (isIP(address) === 0) return 'spbill_create_ip参数格式错误';
  const own = /^127\./.test(address) || address === '::1';
  return own ? 'spbill_create_ip应为用户终端的真实IP，不能是本机地址' : undefined;
}
