// Our imports name the built file, './x.js'; while testing it is the source, './x.ts'.
module.exports = (path, options) => {
  if (!/^\.{1,2}\/.*\.js$/.test(path) || options.basedir.includes('node_modules'))
    return options.defaultResolver(path, options);
  try {
    return options.defaultResolver(path.replace(/\.js$/, '.ts'), options);
  } catch {
    return options.defaultResolver(path, options);
  }
};
