"""What bench/run and scripts/write-performance are made of.

peers         who is measured
programs      one measure of one peer, by its program
rows          which measures are taken
taking        takes them, in turns
progress      how far it is, on standard error
machine       where it was
results       the figures, by name
bars          what smh has to reach
text, table   figures and tables for people
plots         pictures
performance   docs/performance.md
"""
