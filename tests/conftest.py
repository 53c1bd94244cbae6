"""What all tests share."""

from hypothesis import settings

# How long one example takes says more about what else the machine does than about the library;
# speed has tests of its own, which measure it.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
