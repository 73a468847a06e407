"""The daily report of WeCom (企业微信 上下班打卡_日报): the layout of the app's own export, with invented content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.samples.kept import Book, Cell

BLANK = "--"
_RULE = "客服中心上下班"
_PLACE = "客服中心前台"
_WEEKDAYS = "一二三四五六日"
_LEAVE_KINDS = ("事假", "病假", "调休假", "年假", "婚假", "产假", "陪产假", "其他", "丧假")
_GROUPS: Sequence[tuple[str, Sequence[str]]] = (
    ("时间", ()),
    ("姓名", ()),
    ("账号", ()),
    ("基础信息", ("部门", "职务", "工号")),
    (
        "考勤概况",
        (
            "所属规则", "班次", "最早", "最晚", "打卡次数(次)", "标准工作时长(小时)", "实际工作时长(小时)",
            "假勤申请", "考勤结果",
        ),
    ),
    (
        "异常统计",
        (
            "异常合计(次)", "迟到次数(次)", "迟到时长(分钟)", "早退次数(次)", "早退时长(分钟)", "旷工次数(次)",
            "旷工时长(分钟)", "缺卡次数(次)", "地点异常(次)", "设备异常(次)",
        ),
    ),
    ("外出打卡", ("外出打卡次数(次)", "最早", "最晚")),
    (
        "加班统计",
        (
            "加班状态", "加班时长(小时)", "工作日加班计为调休(小时)", "工作日加班计为加班费(小时)",
            "休息日加班计为调休(小时)", "休息日加班计为加班费(小时)", "节假日加班计为调休(小时)",
            "节假日加班计为加班费(小时)",
        ),
    ),
    (
        "假勤统计",
        (
            "补卡次数(次)", "审批打卡次数(次)", "外勤次数(次)", "外出(小时)", "出差(天)",
            *(f"{kind}(天)" for kind in _LEAVE_KINDS),
        ),
    ),
    ("上班1", ("打卡时间", "打卡状态")),
    ("下班1", ("打卡时间", "打卡状态")),
    ("打卡时间记录", ()),
    ("打卡详情", ()),
)  # fmt: skip
_DETAIL = (
    "日期", "姓名", "账号", "部门", "职务", "所属规则", "打卡类型", "应打卡时间", "实际打卡时间", "打卡状态",
    "打卡地点", "打卡设备", "备注内容", "备注图片", "假勤申请",
)  # fmt: skip


@dataclass(frozen=True)
class Punch:
    """One punch of a day: ``08:22``, added later with a manager's approval, or replaced by such a one."""

    time: str
    approved: bool = False
    void: bool = False

    @property
    def record(self) -> str:
        """The punch as 打卡时间记录 shows it, replaced ones too."""
        return f"{self.time}(补卡)" if self.approved else self.time


@dataclass(frozen=True)
class PersonDay:
    """One row of the report. ``start`` and ``end`` are what the app expects, "" where it expects no punch."""

    day: date
    number: str
    name: str
    account: str
    position: str
    working_day: bool
    start: str
    end: str
    punches: tuple[Punch, ...]
    leave: str = ""
    leave_kind: str = ""
    leave_days: float = 0

    @property
    def valid(self) -> list[Punch]:
        """The punches that count."""
        return [punch for punch in self.punches if not punch.void]

    @property
    def first(self) -> Punch | None:
        """The punch that the app takes for the arrival."""
        punch = self.valid[0] if self.valid else None
        return None if punch is None or (self.working_day and punch.time > "13:00" and len(self.valid) == 1) else punch

    @property
    def last(self) -> Punch | None:
        """The punch that the app takes for the departure."""
        punch = self.valid[-1] if self.valid else None
        return None if punch is None or (punch is self.first and len(self.valid) == 1) else punch

    @property
    def late(self) -> int:
        """Minutes late in the app's opinion."""
        return max(0, minutes(self.first.time) - minutes(self.start)) if self.start and self.first else 0

    @property
    def early(self) -> int:
        """Minutes early in the app's opinion."""
        return max(0, minutes(self.end) - minutes(self.last.time)) if self.end and self.last else 0

    @property
    def missing(self) -> int:
        """Punches that the app expects and does not have, unless there is none at all."""
        return int(bool(self.start) and self.first is None) + int(bool(self.end) and self.last is None)

    @property
    def requests(self) -> str:
        """假勤申请: the leave and the punches that were asked for and approved."""
        asked = [f"补卡申请（{self.day:%m-%d} {punch.time}）" for punch in self.punches if punch.approved]
        return "; ".join([*([self.leave] if self.leave else []), *asked]) or BLANK


def minutes(time: str) -> int:
    """Return minutes after midnight."""
    return int(time[:2]) * 60 + int(time[3:])


def export(days: Iterable[PersonDay], first: date, last: date) -> bytes:
    """Return the report as a workbook with its two sheets, the latest day first as the app writes it."""
    rows = sorted(days, key=lambda each: (-each.day.toordinal(), each.number))
    period = f"统计时间:{first:%m-%d} ～ {last:%m-%d}     制表时间:2026-11-02 09:06(UTC+8)"
    headings, below = _heading_rows()
    book = Book()
    daily = book.sheet(
        "概况统计与打卡明细", [["概况统计与打卡明细"], [period], headings, below, *(_daily_row(row) for row in rows)]
    )
    _merge_headings(daily)
    details = [cells for row in rows for cells in _detail_rows(row)]
    detail = book.sheet("打卡详情", [["打卡详情"], [period], list(_DETAIL), [], *details])
    detail.merge_range(0, 0, 0, len(_DETAIL) - 1, "打卡详情")
    detail.merge_range(1, 0, 1, len(_DETAIL) - 1, period)
    for position, heading in enumerate(_DETAIL):
        detail.merge_range(2, position, 3, position, heading)
    daily.merge_range(0, 0, 0, len(headings) - 1, "概况统计与打卡明细")
    daily.merge_range(1, 0, 1, len(headings) - 1, period)
    for sheet in (daily, detail):
        sheet.freeze_panes(4, 3)
        sheet.set_column(0, 0, 18)
    return book.content()


def _heading_rows() -> tuple[list[Cell], list[Cell]]:
    upper: list[Cell] = []
    lower: list[Cell] = []
    for group, columns in _GROUPS:
        upper += [group, *[None] * (len(columns) - 1)]
        lower += columns or [None]
    return upper, lower


def _merge_headings(sheet: Any) -> None:
    position = 0
    for group, columns in _GROUPS:
        if columns:
            sheet.merge_range(2, position, 2, position + len(columns) - 1, group)
        else:
            sheet.merge_range(2, position, 3, position, group)
        position += len(columns) or 1


def _result(day: PersonDay) -> str:
    """考勤结果: the app's own opinion."""
    if not day.working_day:
        return "正常（休息）"
    if not day.start:
        return "正常（请假）"
    if not day.valid:
        return "旷工480分钟"
    found = [f"迟到{day.late}分钟"] if day.late else []
    found += [f"早退{day.early}分钟"] if day.early else []
    found += [f"缺卡{day.missing}次"] if day.missing else []
    usual = "正常（补卡）" if any(punch.approved for punch in day.punches) else "正常"
    return "; ".join(found) or ("正常（请假）" if day.leave else usual)


def _daily_row(day: PersonDay) -> list[Cell]:
    absent = bool(day.start) and not day.valid
    hours = (minutes(day.last.time) - minutes(day.first.time)) // 60 if day.first and day.last else BLANK
    nothing = "未打卡" if day.working_day else BLANK
    missing = 0 if absent else day.missing
    faults = [1 if day.late else 0, day.late, 1 if day.early else 0, day.early, int(absent), 480 * absent, missing]
    return [
        f"{day.day:%Y/%m/%d} 星期{_WEEKDAYS[day.day.weekday()]}", day.name, day.account,
        "示例公司/客服中心", day.position, day.number,
        _RULE, "08:30-17:30" if day.working_day else "休息",
        day.valid[0].time if day.valid else nothing, day.valid[-1].time if day.valid else nothing,
        len(day.valid) or BLANK, 8 if day.working_day else BLANK, hours, day.requests, _result(day),
        *(number or BLANK for number in (sum(faults[::2]), *faults)), BLANK, BLANK,
        *[BLANK] * 11,
        sum(punch.approved for punch in day.punches) or BLANK, *[BLANK] * 4,
        *(day.leave_days if kind == day.leave_kind else BLANK for kind in _LEAVE_KINDS),
        day.first.time if day.first else BLANK, _state(day, arrival=True),
        day.last.time if day.last else BLANK, _state(day, arrival=False),
        " ".join(punch.record for punch in day.punches) or BLANK, "查看",
    ]  # fmt: skip


def _state(day: PersonDay, *, arrival: bool) -> str:
    """打卡状态 of the arrival or the departure."""
    punch, expected = (day.first, day.start) if arrival else (day.last, day.end)
    if not day.working_day:
        return "正常" if punch else BLANK
    if not expected:
        return "无需打卡（请假）"
    if punch is None:
        return f"缺卡（{expected}）"
    fault = day.late if arrival else day.early
    if fault:
        return f"{'迟到' if arrival else '早退'}{fault}分钟"
    return "正常(补卡)" if punch.approved else "正常"


def _detail_rows(day: PersonDay) -> list[list[Cell]]:
    """Return the rows of 打卡详情: one for each expected punch, one for each that was replaced."""
    if not day.working_day and not day.valid:
        return []
    rows = [
        _detail_row(day, "上班", day.start, day.first, _state(day, arrival=True)),
        _detail_row(day, "下班", day.end, day.last, _state(day, arrival=False)),
    ]
    void = [punch for punch in day.punches if punch.void]
    return rows + [
        _detail_row(day, "下班", "", punch, f"失效 早退{minutes(day.end) - minutes(punch.time)}分钟") for punch in void
    ]


def _detail_row(day: PersonDay, kind: str, expected: str, punch: Punch | None, state: str) -> list[Cell]:
    by_phone = punch is not None and not punch.approved
    return [
        f"{day.day:%Y/%m/%d} 星期{_WEEKDAYS[day.day.weekday()]}", day.name, day.account,
        "示例公司/客服中心", day.position, _RULE, kind, expected or BLANK, punch.time if punch else BLANK, state,
        _PLACE if punch else BLANK, f"手机 | {day.account}" if by_phone else BLANK, BLANK, None, day.requests,
    ]  # fmt: skip
