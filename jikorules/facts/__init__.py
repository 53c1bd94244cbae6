"""What happened: plain facts, no law; and how figures are read out of Japanese documents.

In reading order:

- `service`: the services that carriers provide, by the traits that the law asks for
- `incident`: an accident: what its users suffered, when, and what failed
- `near_miss`: what might have become a serious accident
- `numerals`: Japanese numbers, as they are written
- `figures`: users, times and moments as officials write them
- `figures_in_text`: the same, found inside running text

It imports `basics`.
"""
