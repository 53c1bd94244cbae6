"""Times after ISO 8601."""

from datetime import timedelta


def iso_duration(duration: timedelta) -> str:
    """Write a time after ISO 8601, in hours, minutes and seconds.

    Example:
        >>> iso_duration(timedelta(hours=28, minutes=9))
        'PT28H9M'
    """
    if duration.days < 0:
        return "-" + iso_duration(-duration)
    minutes, second = divmod(duration.seconds, 60)
    hours, minute = divmod(minutes, 60)
    hours += 24 * duration.days
    text = f"{hours}H" if hours else ""
    if minute:
        text += f"{minute}M"
    if duration.microseconds:
        text += f"{second}.{duration.microseconds:06}".rstrip("0") + "S"
    elif second or not text:
        text += f"{second}S"
    return "PT" + text
