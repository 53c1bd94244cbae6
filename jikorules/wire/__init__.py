"""JSON in and out, one module a document; files; JSON Schemas. This is wire format 1.

In reading order:

- `values`, `value_reader`: users, times, moments and words, out and in
- `files`: files of documents, within limits
- `incident`: accidents; read the strict way (`incident_strict`, which tells all that is wrong)
  or the quick way (`incident_quick`, for documents in which nothing is wrong)
- `service_names`: services that an accident's document tells by their name alone
- `near_miss`, `report`, `history`: the other documents that are read
- `what`, `subject`: one file for all that there may be a report about, leaks and suspensions too
- `verdict`, `outlook`, `duty`, `statistics`: what is only written
- `answers`: one door for all that is written, rule sets included
- `comparison`: where two documents differ
- `schemas` (with `schema_shapes` and schema/): the JSON Schemas of all these

It imports `reporting`, `statistics` and what is below them.
"""
