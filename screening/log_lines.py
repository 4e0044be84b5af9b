"""What is logged and how: plain lines to stderr, without what people wrote."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"level": "INFO", "handlers": ["stderr"], "propagate": False},
        "django.server": {"level": "INFO", "handlers": ["stderr"], "propagate": False},
        "axes": {"level": "ERROR"},
    },
}
