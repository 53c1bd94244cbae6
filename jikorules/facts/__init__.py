"""What happened: plain facts, no law; and how figures are read out of Japanese documents.

In reading order:

- `service_names` (with service_names.toml): the names that services go by, and what each settles
- `service`: the services that carriers provide, by the traits that the law asks for
- `taxonomy`: causes, failed facilities and services as the official tables name them
- `incident`: an accident: what its users suffered, when, and what failed
- `near_miss`: what might have become a serious accident
- `numerals`: Japanese numbers, as they are written
- `qualifiers`: what stands around a number (最大, 約, 以上)
- `figures_in_text`: where a figure may stand inside running text
- `moments`: days and times, by themselves and inside running text
- `figures`: users, times and moments as officials write them

It imports `basics`.
"""
