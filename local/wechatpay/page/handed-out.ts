import { yuan } from './order-words';
import type { State } from './state';

/** Money handed out, of whatever kind, as a list shows it. */
export interface HandedOut {
  key: string;
  at: string;
  state: string;
  tone: 'good' | 'bad' | 'wait' | 'idle';
  title: string;
  /** Fen. */
  amount: number;
  number: string;
  /** Who gets it, and whatever else there is to say. */
  notes: string[];
  /** What the one who is to get it can do. */
  offers: { words: string; control: string; body: Record<string, string> }[];
}

type Said = [words: string, tone: HandedOut['tone']];

const transferStates: Record<string, Said> = {
  ACCEPTED: ['已受理', 'wait'],
  WAIT_USER_CONFIRM: ['待用户确认', 'wait'],
  TRANSFERING: ['转账中', 'wait'],
  CANCELING: ['撤销中', 'wait'],
  SUCCESS: ['已到账', 'good'],
  FAIL: ['失败', 'bad'],
  CANCELLED: ['已撤销', 'idle'],
};
const packetStates: Record<string, Said> = {
  SENT: ['待领取', 'wait'],
  RECEIVED: ['已领取', 'good'],
  REFUND: ['已退回', 'idle'],
};
const shareStates: Record<string, Said> = { PROCESSING: ['分账中', 'wait'], FINISHED: ['已完成', 'good'] };

/** All that was handed out, the newest first. */
export function handedOut(state: State): HandedOut[] {
  return [...transfers(state), ...redPackets(state), ...userPayments(state), ...profitShares(state)].sort(
    (a, b) => Date.parse(b.at) - Date.parse(a.at),
  );
}

function transfers(state: State): HandedOut[] {
  return state.transfers.map(({ mchid, outBillNo, openid, amount, remark, failReason, createdAt, ...transfer }) => {
    const offer = (words: string, outcome: string) => ({
      words,
      control: 'transfer',
      body: { outBillNo, mchid, outcome },
    });
    const waits = transfer.state === 'WAIT_USER_CONFIRM';
    return {
      ...described(transferStates, transfer.state),
      key: `transfer ${mchid} ${outBillNo}`,
      at: createdAt,
      title: '商家转账',
      amount,
      number: outBillNo,
      notes: [openid, remark, failReason ?? ''],
      offers: waits ? [offer('确认收款', 'confirm'), offer('收款失败', 'fail')] : [],
    };
  });
}

function redPackets(state: State): HandedOut[] {
  return state.redPackets.map(({ seller, mchBillno, kind, openid, total, wishing, claims, sentAt, ...packet }) => ({
    ...described(packetStates, packet.state),
    key: `packet ${seller} ${mchBillno}`,
    at: sentAt,
    title: kind === 'GROUP' ? '裂变红包' : '现金红包',
    amount: total,
    number: mchBillno,
    notes: [openid, wishing, ...claims.map((claim) => `${claim.openid} 领取 ${yuan(claim.amount)}`)],
    offers:
      packet.state === 'SENT' && claims.length === 0
        ? [{ words: '领取', control: 'redpack', body: { mchBillNo: mchBillno, mchid: seller } }]
        : [],
  }));
}

function userPayments(state: State): HandedOut[] {
  return state.userPayments.map(({ mchid, partnerTradeNo, openid, amount, description, paidAt }) => ({
    key: `payment ${mchid} ${partnerTradeNo}`,
    at: paidAt,
    state: '已付款',
    tone: 'good',
    title: '企业付款',
    amount,
    number: partnerTradeNo,
    notes: [openid, description],
    offers: [],
  }));
}

function profitShares(state: State): HandedOut[] {
  return state.profitShares.map(({ seller, outOrderNo, outTradeNo, receivers, returns, createdAt, ...share }) => ({
    ...described(shareStates, share.state),
    key: `share ${seller} ${outOrderNo}`,
    at: createdAt,
    title: '分账',
    amount: receivers.reduce((sum, { amount }) => sum + amount, 0),
    number: outOrderNo,
    notes: [
      `订单 ${outTradeNo ?? ''}`,
      ...receivers.map(({ account, amount, result }) => `${account} ${yuan(amount)} ${result}`),
      ...returns.map(({ outReturnNo, amount }) => `回退 ${yuan(amount)} ${outReturnNo}`),
    ],
    offers: [],
  }));
}

function described(words: Record<string, Said>, state: string): Pick<HandedOut, 'state' | 'tone'> {
  const [text, tone] = words[state] ?? [state, 'idle'];
  return { state: text, tone };
}
