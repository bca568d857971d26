"""What other people's tools open: one pure module per format, found by its name.

An exporter is a module `timeline.exporters.<name>` with one function:

    def export(material: Material) -> bytes: ...

Its name, file endings, description and the extra that it needs stand in `catalogue.py`, so that the formats can be
listed without importing any of them. The same material gives the same bytes, always: no clock, no file, no set
order. Every exported item names the facts that it rests on and the addresses of their reports. A vague window stays
vague: no exporter makes up a day. Reported text is hostile until it has been through `timeline.text.safe_text` and
the escapes of the format.
"""
