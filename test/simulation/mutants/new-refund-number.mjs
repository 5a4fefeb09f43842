export default {
  why: 'A refund that is sent again gets a new number, and WeChat pays it twice.',
  file: 'cloudfunctions/lib/operations/send-refund.ts',
  find: `    outRefundNo: refund._id,
    outTradeNo: order._id,`,
  replace: `    outRefundNo: refund.tries === 1 ? refund._id : \`\${refund._id}\${refund.tries}\`,
    outTradeNo: order._id,`,
  seed: 6,
};
