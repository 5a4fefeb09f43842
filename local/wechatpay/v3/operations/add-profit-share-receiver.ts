import type { ReceiverType } from '../../trade/profit-share';
import { onEveryPage, refusal } from '../errors';
import type { Operation } from '../operation';
import { appidProblem, newReceiverFields } from '../profit-share-fields';
import { openSensitive, sealSensitive } from '../sensitive';

interface ReceiverBody {
  sub_mchid?: string;
  type: ReceiverType;
  account: string;
  name?: string;
  relation_type: string;
  custom_relation?: string;
}

/** 添加分账接收方: with whom the seller may share from now on. Again, it is the same. */
export const addProfitShareReceiver: Operation = {
  method: 'POST',
  path: '/v3/profitsharing/receivers/add',
  title: '添加分账接收方',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4012528995',
  side: 'either',
  parameters: { body: newReceiverFields },
  errors: [...onEveryPage, 'INVALID_REQUEST', 'NO_AUTH'],
  run({ world }, request) {
    const { seller } = request;
    const body = request.body as unknown as ReceiverBody;
    const { sub_mchid, type, account, relation_type, custom_relation } = body;
    const problem = (message: string) => refusal('PARAM_ERROR', { message });
    const appid = appidProblem(request, [body]);
    if (appid) return appid;
    if (type === 'MERCHANT_ID' && account === seller) return problem('不能添加分账方自己为分账接收方');
    if (type === 'MERCHANT_ID' && body.name === undefined) return problem('接收方类型为MERCHANT_ID时，name必填');
    if (relation_type === 'CUSTOM' && !custom_relation) return problem('关系类型为CUSTOM时，custom_relation必填');
    const name = body.name === undefined ? undefined : openSensitive(request, 'name', body.name);
    if (name && !name.ok) return name;
    if (name && type !== 'MERCHANT_ID' && !world.payees.mayBeCalled(account, name.text)) {
      return refusal('INVALID_REQUEST', { message: '微信用户姓名与实名不一致' });
    }
    world.profitShareReceivers.put({
      seller,
      type,
      account,
      name: name?.text ?? null,
      relation: relation_type,
      customRelation: custom_relation ?? null,
    });
    const told = {
      ...(sub_mchid !== undefined && { sub_mchid }),
      type,
      account,
      ...(name && { name: sealSensitive(name.text, request.merchant) }),
      relation_type,
      ...(custom_relation !== undefined && { custom_relation }),
    };
    return { ok: true, status: 200, body: told };
  },
};
