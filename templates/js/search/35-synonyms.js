// Words of the handbook that mean the same: offered beside the exact results, never mixed with them.
var siteSynonyms = (function () {
  "use strict";
  var GROUPS = [
    "三公 三公经费", "农房保险 政策性农房保险 农村住房保险", "决算数 全年执行数 执行数", "调整预算数 全年预算数", "年初预算数 年初预算",
    "执行率 预算执行率", "机关运行经费 公用经费", "出国费 因公出国境费 因公出国", "车辆购置 公务用车购置",
    "车辆运行 公务用车运行维护费 公车运行", "接待费 公务接待费", "一般公共预算 公共财政预算", "国资预算 国有资本经营预算",
    "基金预算 政府性基金预算", "人员经费 工资福利支出", "采购 政府采购", "财政拨款 财政补助收入", "自评 绩效自评 自我评价",
    "偏差原因 未完成原因", "科目 功能分类", "安监 安全监管 安全生产监督管理", "应急局 应急管理局", "财政局 财政厅", "教育局 教体局"
  ].map(function (group) { return group.split(" "); });

  return function (word) {
    var others = [];
    GROUPS.forEach(function (group) {
      if (group.indexOf(word) >= 0) others = others.concat(group.filter(function (term) { return term !== word; }));
    });
    return others;
  };
})();
