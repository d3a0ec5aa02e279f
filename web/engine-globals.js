// What ECharts expects of every JavaScript host and small engines lack; nothing here ever needs to run later.
globalThis.setTimeout ??= () => 0;
globalThis.clearTimeout ??= () => {};
globalThis.console ??= { log() {}, warn() {}, error() {} };
