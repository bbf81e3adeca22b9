"""What follows when somebody reported back."""

from ideation.events import ReportedBackOnPost, ReportedBackOnTheme
from ideation.models import Event, Notification, Report
from ideation.queries.reports import About
from ideation.reactions import audiences
from ideation.vocabulary import NotificationKind, Template


async def tell_contributors(fact: ReportedBackOnPost | ReportedBackOnTheme, event: Event) -> None:
    """Everyone who wrote, commented or voted hears the answer, and the report says how many they were."""
    report = await Report.get(id=fact.report_id)
    match fact:
        case ReportedBackOnPost(post_id=id):
            about = About.POST
        case ReportedBackOnTheme(theme_id=id):
            about = About.THEME
    await audiences.tell(
        event,
        about=about,
        id=id,
        but=report.author_id,
        kind=NotificationKind.REPORTED_BACK,
        template=Template.REPORTED_BACK,
        title=report.title,
        body=report.body,
        report_id=report.id,
    )
    report.told_count = await Notification.filter(report_id=report.id).count()
    await report.save(update_fields=["told_count"])
