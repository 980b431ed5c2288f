"""Who may see a page: each page asks here first, also where its address is typed."""


def guard(role: str = "viewer") -> None:
    """Stops the page where the person at the screen may not do what the role does."""
