exports.main = async () => 'open';
