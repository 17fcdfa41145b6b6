"""A generated corpus of stories: families of copies, and texts that look like copies and are not."""
