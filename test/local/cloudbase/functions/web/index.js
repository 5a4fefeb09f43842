const cloud = require('wx-server-sdk');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

exports.main = async (event) => {
  switch (event.path) {
    case '/text':
      return 'plain text';
    case '/binary':
      return { statusCode: 200, headers: { 'Content-Type': 'image/png' }, body: 'iVBORw==', isBase64Encoded: true };
    case '/no-content':
      return { statusCode: 204 };
    case '/nonsense':
      return { statusCode: 200, headers: { 'X-Bad': 'a\nb' }, body: '' };
    case '/throw':
      throw new Error('the web function failed');
    default:
      return {
        statusCode: 201,
        headers: { 'X-From': 'web' },
        body: JSON.stringify({ event, context: cloud.getWXContext() }),
      };
  }
};
