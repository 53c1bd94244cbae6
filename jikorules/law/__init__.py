"""What the law says, by day: for each provision its data and, beside it, its class.

A provision is a pair of files of one name. In reading order:

- `citation`: the place in the law that a reason rests on
- `provision`: what all provisions share: limits, versions, where they stand
- `serious` (.toml and .py): serious accidents 重大な事故, Enforcement Rules Art. 58
- `periodic`: the periodic report 四半期報告・年度報告, Reporting Rules Art. 7-3
- `reports`: the reports of serious accidents and the like, Enforcement Rules Art. 57
- `near_miss`: near-misses, Enforcement Rules Art. 58-2
- `tower_providers`: accidents of certified tower providers, Enforcement Rules Art. 54-17
- `notice`: the guideline on public notice 周知・広報, which is no law
- `loading`: from a file to a checked provision
- `ruleset`: what is in force on a day, from all provisions
- `open_days`: the days on which the administrative organs are open
- `egov` (with texts.toml): the law's text as e-Gov publishes it, and its hashes
- `law_files`: files of a whole law, of an article or of a paragraph
- `article`: an article as its sentences and rows, each at the place it is cited by
- `text_facts`: the facts that the text of an article tells, and all its wordings
- `data_facts`: the facts that the rule data tell of it
- `fact_comparison`: facts and wordings of two sides held against each other
- `draft`: a version drafted out of the text of an amendment
- `own_provisions`: provision files of one's own, such as a draft

It imports `basics`.
"""
