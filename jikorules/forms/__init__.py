"""The ministry's forms as classes: build, check, render."""
