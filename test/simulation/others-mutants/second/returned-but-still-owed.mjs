export default {
  why: 'The books let the money that went back return to the sales, so that WeChat goes on owing it.',
  file: 'cloudfunctions/lib/payment/ledger-entries.ts',
  find: "debit: 'refunds', credit: 'wechat'",
  replace: "debit: 'refunds', credit: 'sales'",
  seed: 1,
};
