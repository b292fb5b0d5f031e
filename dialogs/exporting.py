"""Taking everything along: asked for, put together by a worker, sent as files."""

from datetime import timedelta
from typing import Final

from msgspec.structs import replace

from dialogs.event import Exported
from dialogs.reply import Export, File
from dialogs.response import Response
from state_machine.complaint import Complaint

PATIENCE: Final = timedelta(hours=6)  # what has not come by then may be asked for again


def export(response: Response, complaint: Complaint) -> None:
    """Ask for everything of one complaint, unless that is under way."""
    response.about = complaint.id
    asked = complaint.exporting
    if asked is not None and response.now - asked < PATIENCE:
        response.say(f"投诉 {complaint.id} 正在整理，好了就发到这里，不用再点。")
        return
    response.put(replace(complaint, exporting=response.now))
    response.asks.append(Export(complaint.id))
    response.say(f"正在整理投诉 {complaint.id} 的全部内容，好了就以文件发到这里。")


def export_all(response: Response) -> None:
    """Everything of every complaint that is not about to be deleted, one after the other."""
    for complaint in response.caseload.complaints:
        if not complaint.erase_at:
            export(response, complaint)


def exported(response: Response, event: Exported) -> None:
    """What it is, then the files themselves."""
    complaint = response.caseload.complaint(event.complaint)
    if complaint is None:
        return
    response.put(replace(complaint, exporting=None))
    count = len(event.parts)
    if not count:
        response.say(
            f"投诉 {complaint.id} 的内容没能整理出来，已经记下来给维护的人看。请过一会儿再发 /export。"
        )
        return
    response.say(
        f"投诉 {complaint.id} 整理好了，下面是 {count} 个压缩包。\n"
        f"先打开 投诉-{complaint.id}.html{'（在第 1 个包里）' if count > 1 else ''}：回答、日期、投诉说明和证据清单都在里面；"
        "截图等原件在同一批包里，请存到自己的手机或电脑。"
    )
    for number, part in enumerate(event.parts, 1):
        order = f"（第 {number}/{count} 个）" if count > 1 else ""
        response.replies.append(
            File(complaint.id, part.id, part.name, f"投诉 {complaint.id} 的全部内容{order}")
        )
