"""What was said, and when: subtitles and transcripts."""
