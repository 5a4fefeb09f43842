const cloud = require('wx-server-sdk');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

// Uploads what it is given, and tells what the SDK made of the answer.
exports.main = async ({ content }) => {
  try {
    return await cloud.openapi.wxa.sec.order.uploadShippingInfo(content);
  } catch ({ errCode, errMsg }) {
    return { errCode, errMsg };
  }
};
