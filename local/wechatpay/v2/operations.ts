import type { Operation } from './operation';
import { authcodetoopenid } from './operations/authcodetoopenid';
import { closeorder } from './operations/closeorder';
import { downloadbill } from './operations/downloadbill';
import { downloadfundflow } from './operations/downloadfundflow';
import { facepay } from './operations/facepay';
import { getWxpayfaceAuthinfo } from './operations/get-wxpayface-authinfo';
import { gethbinfo } from './operations/gethbinfo';
import { gettransferinfo } from './operations/gettransferinfo';
import { micropay } from './operations/micropay';
import { facepayquery, orderquery } from './operations/orderquery';
import { refund } from './operations/refund';
import { refundquery } from './operations/refundquery';
import { facepayreverse, reverse } from './operations/reverse';
import { sendgroupredpack, sendredpack } from './operations/sendredpack';
import { transfers } from './operations/transfers';
import { unifiedorder } from './operations/unifiedorder';

/** Every path of API v2 that this gateway answers. */
export const operations: readonly Operation[] = [
  unifiedorder,
  orderquery,
  closeorder,
  micropay,
  reverse,
  authcodetoopenid,
  getWxpayfaceAuthinfo,
  facepay,
  facepayquery,
  facepayreverse,
  refund,
  refundquery,
  downloadbill,
  downloadfundflow,
  sendredpack,
  sendgroupredpack,
  gethbinfo,
  transfers,
  gettransferinfo,
];
