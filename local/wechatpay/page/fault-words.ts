/**
 * Every fault in Chinese, and how it is set: `times` until it is taken back or for the next so many, `seconds`, one of
 * a few `choices`, several `counts` and flags. `refuse` and `script` have rows of their own.
 */
export type FaultWords = { name: string; words: string } & (
  | { kind: 'times' }
  | { kind: 'seconds'; least: number }
  | { kind: 'choices'; choices: [value: string | number, words: string][] }
  | { kind: 'counts'; counts: [name: string, words: string][]; flags: [name: string, words: string][] }
);

export const faultGroups: { title: string; faults: FaultWords[] }[] = [
  {
    title: '通知',
    faults: [
      { name: 'loseNotifications', words: '丢失通知', kind: 'times' },
      { name: 'doubleNotifications', words: '通知发两次', kind: 'times' },
      { name: 'reorderNotifications', words: '通知乱序：后面的先到', kind: 'times' },
      { name: 'corruptNotifications', words: '通知签名后被改一个字', kind: 'times' },
      { name: 'compactNotifications', words: '通知用紧凑 JSON（v3）', kind: 'times' },
      { name: 'signTestNotifications', words: '通知带签名探测（v3）', kind: 'times' },
      { name: 'wrongAmount', words: '金额多一分', kind: 'times' },
      { name: 'wrongAppid', words: 'appid 是别人的', kind: 'times' },
      { name: 'delayNotificationsSeconds', words: '通知推迟', kind: 'seconds', least: 0 },
    ],
  },
  {
    title: '应答',
    faults: [
      { name: 'systemError', words: '系统错误', kind: 'times' },
      { name: 'frequencyLimited', words: '频率超限', kind: 'times' },
      { name: 'timeoutApplied', words: '执行了，但没有应答', kind: 'times' },
      { name: 'timeoutNotApplied', words: '没有执行，也没有应答', kind: 'times' },
      { name: 'corruptAnswers', words: '应答签名后被改一个字', kind: 'times' },
      { name: 'signTestAnswers', words: '应答带签名探测（v3）', kind: 'times' },
      { name: 'answerDelaySeconds', words: '应答推迟', kind: 'seconds', least: 0 },
      { name: 'skewSeconds', words: '签名时间偏移（v3）', kind: 'seconds', least: -86_400 },
      {
        name: 'answerStatus',
        words: '网关出错页',
        kind: 'choices',
        choices: [500, 502, 503, 504, 429].map((status) => [status, `HTTP ${status}`]),
      },
    ],
  },
  {
    title: '资金',
    faults: [
      { name: 'userPaying', words: '付款码要输密码', kind: 'times' },
      { name: 'refundNotEnough', words: '退款余额不足', kind: 'times' },
      { name: 'slowTransfers', words: '转账很慢', kind: 'times' },
      { name: 'closeProfitShares', words: '分账被关闭', kind: 'times' },
      {
        name: 'refundOutcome',
        words: '退款结局',
        kind: 'choices',
        choices: [
          ['abnormal', '异常'],
          ['closed', '关闭'],
        ],
      },
      { name: 'lateBillsSeconds', words: '账单推迟', kind: 'seconds', least: 0 },
      {
        name: 'wrongBill',
        words: '账单有误',
        kind: 'counts',
        counts: [
          ['dropRows', '少几笔'],
          ['extraRows', '多几笔'],
          ['changeAmounts', '几笔多一分'],
          ['dropLines', '少几行，汇总不变'],
        ],
        flags: [
          ['truncate', '文件不完整'],
          ['wrongHash', '哈希不符'],
        ],
      },
    ],
  },
];
