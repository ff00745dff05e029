console.log('There is nothing to bench yet.');
