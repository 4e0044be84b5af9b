from screening.admin import account, application, eligible_list, posting, selection_rates

__all__ = ["account", "application", "eligible_list", "posting", "selection_rates"]
