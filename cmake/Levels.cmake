# The library at each level of hardening, for tests and measurements: smh_none, smh_basic and so on.
set(number 0)
foreach(level IN LISTS hardening_levels)
    add_smh_variant(smh_${level} SMH_HARDENING=${number})
    math(EXPR number "${number} + 1")
endforeach()
