"""What bench/run and scripts/write-performance are made of.

peers         who is measured
programs      one measure of one peer, by its program
rows          which measures are taken
taking        takes them, in turns
progress      how far it is, on standard error
machine       where it was
results       the figures, by name
bars          what smh has to reach
text, units   aligned columns and figures for people
table         the tables that bench/run prints
plots         the pictures, each in its NAME_plot; figures: what they share
performance   docs/performance.md; sections: measure by measure; markdown: its tables
"""
