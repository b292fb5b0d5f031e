"""The hours in which nobody is called: 21–09 unless the user chose others, in their zone."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec


class Quiet(msgspec.Struct, frozen=True):
    """Quiet from the hour `begins` (24: never) to the hour `ends` of the next morning, in `zone`."""

    zone: ZoneInfo
    begins: int = 21
    ends: int = 9

    def waking(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours it falls into."""
        local = moment.astimezone(self.zone)
        if local.hour >= self.begins:
            return self.at(local.date() + timedelta(days=1), self.ends)
        return self.at(local.date(), self.ends) if local.hour < self.ends else local

    def at(self, day: date, hour: int) -> datetime:
        """That hour of the day in the user's zone."""
        return datetime.combine(day, time(hour), self.zone)
