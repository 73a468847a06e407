"""What the page itself says, in both languages: what the template writes, and what the script writes."""

from __future__ import annotations

from collections.abc import Mapping

from payroll.language import LANGUAGES, Language, Text
from payroll.local_forms import short_weekday

TEMPLATE: Mapping[str, Text] = {
    "skip": Text("跳到表格", "Skip to the tables"),
    "period": Text("期间：{first} 至 {last} · 币种：{currency}", "Period: {first} to {last} · Currency: {currency}"),
    "numbers": Text("本月数字", "The month in numbers"),
    "decide": Text("待决定", "To decide"),
    "decided": Text("已决定 {count} 项", "Decided: {count}"),
    "nothing_to_decide": Text("没有需要由人决定的事项。", "Nothing waits for a decision."),
    "problems": Text("数据问题", "Problems in the data"),
    "no_problems": Text("没有发现问题。", "No problems were found."),
    "fix": Text("如何处理：{fix}", "What to do: {fix}"),
    "accepted": Text("这类错误已被接受，相关行已搁置。", "These errors were accepted; their rows are set aside."),
    "more": Text("另有 {count} 项，见下方表格“{table}”。", "{count} more are in the table “{table}” below."),
    "show_more": Text("再看 {count} 项", "Show {count} more"),
    "charts": Text("图表", "Charts"),
    "no_charts": Text("本月没有扣款，也没有迟到。", "No deductions and no lateness this month."),
    "bar": Text("{label}：{value}", "{label}: {value}"),
    "bar_noted": Text("{label}：{value}，{note}", "{label}: {value}, {note}"),
    "none": Text("（空）", "(none)"),
    "as_table": Text("查看数字", "As a table"),
    "rows": Text("明细", "Details"),
    "without_script": Text(
        "要查看明细表，请允许此页运行它自带的脚本；它不访问任何网址。同样的内容也在同一文件夹的 CSV 文件和工作簿中。",
        "The tables need the script that this page carries; it visits no address. The same rows are in the CSV files "
        "and the workbook of the same folder.",
    ),
    "made_by": Text(
        "由 payroll {version} 生成。此页自成一体，不访问网络。内含个人工资信息，请妥善保管。不是法律意见。",
        "Made by payroll {version}. This page is complete in itself and visits no address. It holds people's pay: "
        "mind whom you send it to. Not legal advice.",
    ),
}
"""For the template; ``{…}`` is filled in by it."""

SCRIPT: Mapping[str, Text] = {
    "all": Text("全部", "All"),
    "search": Text("搜索", "Search"),
    "search_hint": Text("姓名、工号、说明、文件……", "name, id, explanation, file …"),
    "clear": Text("清除筛选", "Clear filters"),
    "only": Text("只看 {who}", "Only {who}"),
    "any": Text("（有）", "(any)"),
    "none": Text("（空）", "(none)"),
    "count": Text("显示 {shown} 行，共 {all} 行", "Rows: {shown} of {all}"),
    "count_all": Text("共 {all} 行", "Rows: {all}"),
    "sum": Text("{what} {amount}", "{what}: {amount}"),
    "total": Text("合计", "Total"),
    "nothing_found": Text("没有符合条件的行。", "No rows match the filters."),
    "unfold": Text("展开", "Details"),
    "unfold_all": Text("全部展开", "Unfold all"),
    "fold_all": Text("全部收起", "Fold all"),
    "of_person": Text("只看此人：{who}", "Only this person: {who}"),
    "page": Text("第 {page} 页，共 {pages} 页", "Page {page} of {pages}"),
    "first": Text("首页", "First page"),
    "previous": Text("上一页", "Previous page"),
    "next": Text("下一页", "Next page"),
    "last": Text("末页", "Last page"),
    "tabs": Text("表", "Tables"),
    "evidence": Text("原始记录", "Evidence"),
    "that_day": Text("当天班次", "Shift of that day"),
    "arrived": Text("上班打卡 {time}", "arrival {time}"),
    "left": Text("下班打卡 {time}", "departure {time}"),
    "law": Text("法律检查", "Check against the law"),
    "law_cut": Text("可扣 {allowed}，减少 {cut}", "allowed {allowed}, cut {cut}"),
    "printed_cut": Text(
        "只打印前 {shown} 行（共 {all} 行）；请缩小筛选范围，或用表格文件打印其余部分。",
        "Only the first {shown} of {all} rows are printed; filter for fewer, or print the rest from the tables' files.",
    ),
    "keys": Text(
        "键盘：上下箭头在行间移动，Enter 展开，Esc 收起，PageUp、PageDown 翻页。",
        "Keys: up and down move between rows, Enter unfolds, Esc folds, PageUp and PageDown turn pages.",
    ),
    "weekdays": Text(*(" ".join(short_weekday(day, to) for day in (6, *range(6))) for to in LANGUAGES)),
}
"""For the script; ``{…}`` is filled in by it."""


def words_in(words: Mapping[str, Text], language: Language) -> dict[str, str]:
    """Return words in one language."""
    return {name: text.to(language) for name, text in words.items()}
