"""One way to say what is missing: a sentence with the command that mends it."""


class Trouble(Exception):
    """Something a person can mend; the message is one sentence that ends with the command to type."""
