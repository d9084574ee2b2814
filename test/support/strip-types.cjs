// Jest runs exactly what Node runs: the source with its types blanked out, positions unchanged.
const { stripTypeScriptTypes } = require('node:module');

module.exports = { process: (source) => ({ code: stripTypeScriptTypes(source) }) };
