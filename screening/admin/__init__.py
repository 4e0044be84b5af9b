from screening.admin import account, application, eligible_list

__all__ = ["account", "application", "eligible_list"]
