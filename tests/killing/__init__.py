"""Worker processes that are killed at random instants, and the judgement of what they leave behind."""
