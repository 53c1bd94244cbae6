"""The answer in words, Japanese and English."""
