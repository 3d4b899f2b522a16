"""Whether a claimed number holds: pure rules from rows of a release to a verdict.

Nothing here knows a release, a page or a file. ``figures.claims`` hands in rows and shows what comes out, so no verdict
is written down anywhere: it follows from the claim, the rule that checks it and the figures held.
"""
