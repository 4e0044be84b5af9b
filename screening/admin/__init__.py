from screening.admin import account, application, eligible_list, posting

__all__ = ["account", "application", "eligible_list", "posting"]
