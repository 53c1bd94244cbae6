"""What everything is made of: bounds, days, closed lists of words, errors, strict reading.

Nothing here knows the law or an accident. In reading order:

- `errors`: what can go wrong, and how it is said in both languages
- `bounds`: a number that is exact, bounded or unknown, and one that is cumulative
- `vocabulary`: the words for the facts, each a closed list
- `validation`: checks of single values, each giving the problems it found
- `keys`: unknown keys of an object: slips, or an object of another kind
- `spelling`: names that are the same but for how they are written
- `strict_reading`: documents into classes, with all problems at once
- `moments`: Japan time, times with a fixed offset, and moments of which only the ends are known
- `wareki`: days as they are written in Japan
- `fiscal_years`: the fiscal year, from April on, and its quarters
- `kanji_numbers`: numbers as the texts of laws write them
- `iso8601`: moments and stretches of time as they are written in documents
- `versions`: the versions by which documents name what wrote them

It imports nothing of this library.
"""
