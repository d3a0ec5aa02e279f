"""Passing and failing cases of the table checks: one clean set of tables, and one changed number for each check."""

from __future__ import annotations

from tests.checks.build import Sample

TABLES = """
收入支出决算总表
公开01表
金额单位：万元
收入\t\t\t支出\t\t
项目\t行次\t金额\t项目\t行次\t金额
栏次\t\t1\t栏次\t\t2
一、一般公共预算财政拨款收入\t1\t118.50\t八、社会保障和就业支出\t32\t20.50
二、政府性基金预算财政拨款收入\t2\t2.00\t十二、农林水支出\t33\t98.00
\t3\t\t二十三、其他支出\t34\t2.00
本年收入合计\t27\t120.50\t本年支出合计\t58\t120.50
年初结转和结余\t29\t1.25\t年末结转和结余\t60\t1.25
总计\t31\t121.75\t总计\t62\t121.75

注：本表反映收支情况。
收入决算表
公开02表
金额单位：万元
项目\t\t本年收入合计\t财政拨款收入\t上级补助收入\t其他收入
科目代码\t科目名称\t\t\t\t
合计\t\t120.50\t120.50\t\t
208\t社会保障和就业支出\t20.50\t20.50\t\t
20805\t行政事业单位养老支出\t20.50\t20.50\t\t
213\t农林水支出\t98.00\t98.00\t\t
21303\t水利\t98.00\t98.00\t\t
2130301\t行政运行\t38.00\t38.00\t\t
2130306\t水利工程运行与维护\t60.00\t60.00\t\t
229\t其他支出\t2.00\t2.00\t\t

注：本表反映收入情况。
支出决算表
公开03表
金额单位：万元
项目\t\t本年支出合计\t基本支出\t项目支出
科目代码\t科目名称\t\t\t
合计\t\t120.50\t58.50\t62.00
208\t社会保障和就业支出\t20.50\t20.50\t
213\t农林水支出\t98.00\t38.00\t60.00
21303\t水利\t98.00\t38.00\t60.00
2130301\t行政运行\t38.00\t38.00\t
2130306\t水利工程运行与维护\t60.00\t\t60.00
229\t其他支出\t2.00\t\t2.00

注：本表反映支出情况。
财政拨款收入支出决算总表
公开04表
金额单位：万元
收入\t\t\t支出\t\t\t\t\t
项目\t行次\t金额\t项目\t行次\t合计\t一般公共预算财政拨款\t政府性基金预算财政拨款\t国有资本经营预算财政拨款
一、一般公共预算财政拨款\t1\t118.50\t八、社会保障和就业支出\t40\t20.50\t20.50\t\t
二、政府性基金预算财政拨款\t2\t2.00\t十二、农林水支出\t44\t98.00\t98.00\t\t
\t3\t\t二十三、其他支出\t55\t2.00\t\t2.00\t
本年收入合计\t27\t120.50\t本年支出合计\t59\t120.50\t118.50\t2.00\t
总计\t32\t120.50\t总计\t64\t120.50\t118.50\t2.00\t

注：本表反映财政拨款收支情况。
一般公共预算财政拨款支出决算表
公开05表
金额单位：万元
项目\t\t本年支出\t\t
科目代码\t科目名称\t小计\t基本支出\t项目支出
合计\t\t118.50\t58.50\t60.00
208\t社会保障和就业支出\t20.50\t20.50\t
213\t农林水支出\t98.00\t38.00\t60.00

注：本表反映一般公共预算支出情况。
一般公共预算财政拨款基本支出决算明细表
公开06表
金额单位：万元
人员经费\t\t\t公用经费\t\t
科目代码\t科目名称\t决算数\t科目代码\t科目名称\t决算数
301\t工资福利支出\t45.00\t302\t商品和服务支出\t8.50
30101\t基本工资\t30.00\t30201\t办公费\t5.00
30102\t津贴补贴\t15.00\t30206\t电费\t3.50
303\t对个人和家庭的补助\t5.00\t309\t资本性支出（基本建设）\t——
人员经费合计\t\t50.00\t公用经费合计\t\t8.50

注：本表反映基本支出情况。
政府性基金预算财政拨款收入支出决算表
公开07表
金额单位：万元
项目\t\t年初结转和结余\t本年收入\t本年支出\t\t\t年末结转和结余
科目代码\t科目名称\t\t\t小计\t基本支出\t项目支出\t
合计\t\t1.25\t2.00\t2.00\t\t2.00\t1.25

注：本表反映政府性基金收支情况。
财政拨款“三公”经费支出决算表
公开09表
金额单位：万元
预算数\t\t\t\t\t\t决算数\t\t\t\t\t
合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费\t合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费
\t\t小计\t公务用车购置费\t公务用车运行维护费\t\t\t\t小计\t公务用车购置费\t公务用车运行维护费\t
6.00\t\t5.00\t2.00\t3.00\t1.00\t5.60\t\t4.80\t2.00\t2.80\t0.80

注：本表反映三公经费情况。
部门决算公开相关信息统计表
公开10表
金额单位：万元
一、政府采购情况\t\t
项目\t行次\t统计数
合计\t1\t30.00
货物\t2\t12.00
工程\t3\t10.00
服务\t4\t8.00
二、机关运行经费\t\t
（一）行政单位\t5\t8.50
三、国有资产占用情况\t\t
（一）车辆数合计（辆）\t7\t5
3.机要通信用车\t10\t1
4.应急保障用车\t11\t4
"""


def changed(before: str, after: str, count: int = 1) -> Sample:
    """The tables with one number changed."""
    assert before in TABLES, before
    return Sample(TABLES.replace(before, after, count))


CASES = {
    "lines-differ-from-year-total": changed("十二、农林水支出\t33\t98.00", "十二、农林水支出\t33\t89.00"),
    "year-total-and-carryover-differ-from-total": changed("年初结转和结余\t29\t1.25", "年初结转和结余\t29\t7.25"),
    "income-total-differs-from-expenditure-total": changed("总计\t62\t121.75", "总计\t62\t127.75"),
    "row-total-differs-from-its-columns": changed(
        "2130306\t水利工程运行与维护\t60.00\t\t60.00", "2130306\t水利工程运行与维护\t60.00\t\t66.00"
    ),
    "carryover-balance-differs": changed(
        "合计\t\t1.25\t2.00\t2.00\t\t2.00\t1.25", "合计\t\t1.25\t2.00\t2.00\t\t2.00\t3.25"
    ),
    "account-differs-from-its-parts": changed("30102\t津贴补贴\t15.00", "30102\t津贴补贴\t51.00"),
    "total-differs-from-accounts": changed("229\t其他支出\t2.00\t2.00\t\t", "229\t其他支出\t9.00\t9.00\t\t"),
    "basic-expenditure-differs-from-its-groups": changed("人员经费合计\t\t50.00", "人员经费合计\t\t56.00"),
    "basic-expenditure-differs-from-detail": changed("公用经费合计\t\t8.50", "公用经费合计\t\t3.50"),
    "tables-differ": changed("合计\t\t120.50\t58.50\t62.00", "合计\t\t128.50\t66.50\t62.00"),
    "classes-differ-between-tables": changed(
        "208\t社会保障和就业支出\t20.50\t20.50\t\n213\t农林水支出\t98.00\t38.00\t60.00\n\n注：本表反映一般",
        "208\t社会保障和就业支出\t26.50\t26.50\t\n213\t农林水支出\t98.00\t38.00\t60.00\n\n注：本表反映一般",
    ),
    "three-public-total-differs": changed("6.00\t\t5.00\t2.00\t3.00\t1.00", "6.00\t\t5.00\t2.00\t3.00\t7.00"),
    "procurement-total-differs": changed("工程\t3\t10.00", "工程\t3\t19.00"),
    "vehicle-count-differs": changed("4.应急保障用车\t11\t4", "4.应急保障用车\t11\t6"),
}
GOOD = Sample(TABLES)
