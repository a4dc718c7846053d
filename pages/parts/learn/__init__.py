"""What a student is asked: `challenge_panel` makes a challenge from the moment on screen."""
