"""What stands on screen of HTML with data-when and data-col at a row of the columns: a reader of its own."""

from __future__ import annotations

from html.parser import HTMLParser

from pages.words.numbers import in_brackets, number


class _Said(HTMLParser):
    def __init__(self, columns, words, row):
        super().__init__()
        self.columns, self.words, self.row = columns, words, row
        self.text, self.requests, self.inside = [], [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        shown = (not self.inside or self.inside[-1]) and "hidden" not in given
        if "data-when" in given:
            column, values = given["data-when"].split(":")
            wanted = {int(value) for value in values.removeprefix("!").split("|")}
            shown = shown and (int(self.columns[column][self.row]) in wanted) != values.startswith("!")
        self.inside.append(shown)
        if shown and "data-col" in given:
            self.text.append(self.written(given["data-col"], given.get("data-as", "number")))
        if shown and "data-request" in given:
            self.requests.append(given["data-request"])

    def handle_endtag(self, tag):
        self.inside.pop()

    def handle_data(self, data):
        if not self.inside or self.inside[-1]:
            self.text.append(data)

    def written(self, column, how):
        x = self.row - 1 if column == "t_before" else self.columns[column][self.row].item()
        ways = {"size": lambda: number(abs(x)), "integer": lambda: f"{x:,}", "brackets": lambda: in_brackets(x)}
        return ways.get(how, lambda: self.words[column][x] if how == "word" else number(x))()


def said(got, row, html=None):
    """The text of a payload's why line at a row, without what its buttons open, and what these ask for."""
    reader = _Said(got.columns, got.header["words"], row)
    reader.feed(got.header["why"] if html is None else html)
    reader.close()
    return " ".join("".join(reader.text).replace("?", "").split()), reader.requests
