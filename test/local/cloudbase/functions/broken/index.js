throw new Error('this function does not load');
