"""The reviewers' evidence site: every number of a release beside the picture of the page that it was read from.

`site.build_site` builds it; nothing is imported here, since the process that draws pages starts once for each file.
"""
