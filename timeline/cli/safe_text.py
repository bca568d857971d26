"""What the command line prints is made harmless by `timeline.safe_text`, which the exporters share."""

from timeline.safe_text import harmless, harmless_lines, json_safe, markdown_safe, spreadsheet_safe

__all__ = ["harmless", "harmless_lines", "json_safe", "markdown_safe", "spreadsheet_safe"]
