"""What every page opens with: its title and room, the list of pages, the stage, and what has to be said first.

Read `open_page` first: the first call on every page. `navigation` has the list of pages, and runs the one that was
asked for. `notices` says what could not be used of a link and whether there is data to show, and `missing_file` asks
for a file that a link can't hold. `stage_panel` shows the stage with what stands under it, as the one fragment that a
step runs again, and `challenge_line` says above it how the challenge stands that is on.

What the room offers is its modules.
"""

__all__ = ["challenge_line", "missing_file", "navigation", "notices", "open_page", "stage_panel"]
