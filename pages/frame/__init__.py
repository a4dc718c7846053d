"""What every page opens with: its title and room, the list of pages, the stage, and what has to be said first."""
