export default {
  why: 'A payment is booked with what the buyer paid after his coupon, though WeChat owes the shop the whole amount.',
  file: 'cloudfunctions/lib/payment/settlement-documents.ts',
  find: 'payEntry(transactionId, outTradeNo, amount, now)',
  replace: 'payEntry(transactionId, outTradeNo, trade.payerTotal ?? amount, now)',
  seed: 1,
  missedAtFirst: 'nobody had a coupon, so everybody paid the whole amount',
};
