"""What a person reads on a page of the app."""

from __future__ import annotations

import json

from playwright.sync_api import Page

from tests.browser.serving import settled

from .recorded import HERE, Texts

READ = (HERE / "texts.js").read_text(encoding="utf-8")
READ = READ[READ.index("() =>") :]
# Until the page says what is wanted or, for as many seconds as one is patient, nothing else than before.
_UNTIL = f"""([wanted, patience]) => {{
    const texts = ({READ.strip()})();
    const now = JSON.stringify(texts);
    const before = window.readBefore;
    if (!before || before.text !== now) window.readBefore = {{ text: now, since: performance.now() }};
    const calm = performance.now() - window.readBefore.since;
    return texts && (now === wanted || calm > 1000 * patience) ? texts : null;
}}"""


def texts_of(page: Page, wanted: Texts | None = None, patience: float = 5, longest: float = 60) -> Texts:
    """What stands on a page that has been opened, once it is as `wanted` or no longer changes.

    patience : for how many seconds nothing else may appear before that counts as the end.
    longest : after how many in all a TimeoutError is raised.
    """
    settled(page)
    goal = json.dumps(wanted, ensure_ascii=False, separators=(",", ":"))  # as JSON.stringify has it
    found = page.wait_for_function(_UNTIL, arg=[goal, patience], polling=100, timeout=1000 * longest)
    texts: Texts = found.json_value()
    return texts
