"""What is raised when somebody waited in vain."""


class NoAnswer(TimeoutError):
    """The bot did not do what somebody waited for; the text says what it did instead."""


class NotOffered(LookupError):
    """A person tried what Discord's client would not have let them: a hidden command, a missing or dead button."""
